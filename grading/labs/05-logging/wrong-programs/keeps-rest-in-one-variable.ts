/**
 * A program that keeps the unfinished line of all clients in one variable.
 *
 * @file line-reader.ts
 * @base callbacks
 * @caughtBy clients that speak at the same time are kept apart
 * @says in a variable of the module, which all connections share
 */

let rest = "";

export function onLines(
  stream: NodeJS.ReadableStream,
  takeLine: (line: string) => void,
  atEnd: () => void,
): void {
  const decoder = new StringDecoder("utf8");
  stream.on("data", (chunk: Buffer) => {
    rest += decoder.write(chunk);
    let end = rest.indexOf("\n");
    while (end >= 0) {
      takeLine(rest.slice(0, end).replace(/\r$/, ""));
      rest = rest.slice(end + 1);
      end = rest.indexOf("\n");
    }
  });
  stream.on("end", () => {
    rest += decoder.end();
    if (rest !== "") takeLine(rest);
    atEnd();
  });
}
