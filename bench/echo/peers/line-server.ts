/**
 * The line protocol of lab 02 in the fewest steps, for the two bare peers.
 *
 *   client: TEXT\n              server: [thread T line N] TEXT\n
 *   client: primes LIMIT\n      server: [thread T line N] COUNT primes up to LIMIT\n
 *
 * The computation is the lab's own, so that the same work is compared. Left out on purpose: limits on
 * the length of a line, letters cut by a chunk's border (latin1 keeps every byte as it is),
 * back-pressure. These are what the worked lab adds, and what it pays for.
 */
import type { Socket } from "node:net";
import { countPrimes } from "../../../labs/02-threaded-echo/conversation.ts";

/** Answers every line of one connection until the client leaves. */
export function serveLines(socket: Socket, thread: number): void {
  let lineCount = 0;
  let rest = "";
  socket.setNoDelay(true);
  socket.setEncoding("latin1");
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    let answers = "";
    for (const line of lines) {
      lineCount += 1;
      answers += `[thread ${thread} line ${lineCount}] ${reply(line)}\n`;
    }
    if (answers !== "") socket.write(answers, "latin1");
  });
}

/** The text of an answer: the line itself, or what it asks to be computed. */
function reply(line: string): string {
  if (!line.startsWith("primes ")) return line;
  const limit = Number(line.slice("primes ".length));
  return `${countPrimes(limit)} primes up to ${limit}`;
}
