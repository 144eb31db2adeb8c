/**
 * A program that sends the two slashes that stand for one.
 *
 * @file terminal/slash-commands.ts
 * @caughtBy commands of the client become requests
 * @says "text":"/etc"} should come
 */

export function parseLine(line: string, names: readonly string[]): Typed {
  if (line.trim() === "") return { type: "nothing" };
  if (line === "exit") return { type: "exit" };
  if (!SLASH.test(line)) return { type: "say", text: line };
  const rest = line.replace(SLASH, "");
  if (/^[/\uff0f]/.test(rest)) return { type: "say", text: line };
  return parseCommand(`/${rest}`, names);
}
