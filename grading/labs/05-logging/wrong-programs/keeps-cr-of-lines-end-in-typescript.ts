/**
 * A program that keeps the CR of a line's end, in TypeScript.
 *
 * @file line-reader.ts
 * @base callbacks
 * @caughtBy the CR of CR LF is no part of a line
 * @says A CR right before the LF is not part of the line
 */

export function onLines(
  stream: NodeJS.ReadableStream,
  takeLine: (line: string) => void,
  atEnd: () => void,
): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    rest += decoder.write(chunk);
    let end = rest.indexOf("\n");
    while (end >= 0) {
      takeLine(rest.slice(0, end));
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
