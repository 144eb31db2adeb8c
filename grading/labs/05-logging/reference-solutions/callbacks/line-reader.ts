/** Calls back for every line of a stream, and once at its end. */
import { StringDecoder } from "node:string_decoder";

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
