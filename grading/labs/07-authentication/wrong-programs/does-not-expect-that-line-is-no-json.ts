/**
 * A program that does not expect that a line is no JSON.
 *
 * @file parse-fields.ts
 * @caughtBy what is not understood is answered
 * @says Whatever comes from the network can be anything
 */

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } finally {
  }
}
