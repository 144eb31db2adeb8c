/** Exercise 05.4: a full log gets a number, and nothing is lost. */
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { printable } from "../../../../shared/process/print-status.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { readText } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { checkWithLogs, entriesOf, logPath } from "../../../core/log-lines.ts";
import type { Program } from "../../../core/program.ts";
import { fill, logFiles, wholeLog } from "./helpers.ts";
import { ROTATES, TELLS } from "./titles.ts";

export const rotateChecks = [
  checkWithLogs("05.4", ROTATES, { points: 3, needs: [TELLS], rule: "Size." }, async (context) => {
    const server = await context.ownServer("--max-log-bytes", "1000");
    await fill(context, server, 1, 40);
    expectNoGap(context, server.program, 40, 1_000);
  }),

  checkWithLogs(
    "05.4",
    "a new start overwrites no old log",
    { points: 2, needs: [ROTATES], rule: "Size." },
    async (context) => {
      const first = await context.ownServer("--max-log-bytes", "1000");
      await fill(context, first, 1, 20);
      first.program.signal("SIGKILL");
      await first.program.expectExit("at SIGKILL");
      const flags = ["--max-log-bytes", "1000", "--data", first.program.data];
      const second = await context.ownServer(...flags);
      await fill(context, second, 21, 40);
      expectNoGap(context, second.program, 40, 1_000);
    },
  ),

  checkWithLogs(
    "05.4",
    "an old log that was taken away makes no number free",
    { needs: [ROTATES], rule: "Size." },
    async (context) => {
      const server = await context.ownServer("--max-log-bytes", "1000");
      await fill(context, server, 1, 20);
      const oldest = join(server.program.data, "server.log.1");
      const takenAway = readText(oldest);
      rmSync(oldest, { force: true });
      context.eventLog.tell("grader", "took server.log.1 away");
      await fill(context, server, 21, 40);
      expectNoGap(context, server.program, 40, 1_000, takenAway);
    },
  ),

  checkWithLogs(
    "05.4",
    "behind server.log.9 come server.log.10 and server.log.11",
    { needs: [ROTATES], rule: "Size." },
    async (context) => {
      const server = await context.ownServer("--max-log-bytes", "10");
      await fill(context, server, 1, 6); // two lines of the log for each, in a file each
      expectNoGap(context, server.program, 6, 10);
    },
  ),

  checkWithLogs(
    "05.4",
    "an event that is larger than a log stands alone",
    { needs: [ROTATES], rule: "Size." },
    async (context) => {
      const server = await context.ownServer("--max-log-bytes", "10");
      await fill(context, server, 1, 3);
      expectNoGap(context, server.program, 3, 10);
    },
  ),
];

/** All lines of the clients must be there, in order, in more than one file, none larger than allowed. */
function expectNoGap(
  context: CheckContext,
  program: Program,
  count: number,
  maxBytes: number,
  takenAway = "",
): void {
  const files = logFiles(program);
  context.eventLog.tell("grader", `found ${files.join(", ")}`);
  if (!existsSync(logPath(program))) {
    fail("The newest lines should stand in server.log; there is no such file.", WRITES_ON);
  }
  if (files.length === 1) {
    fail(
      `With --max-log-bytes ${maxBytes} there should be full logs with numbers; there is only server.log.`,
      "Before a line that would make the file too large, give the file a number: server.log.1, server.log.2, …",
    );
  }
  for (const name of files) {
    const path = join(program.data, name);
    const { size } = statSync(path);
    const lines = readText(path).split("\n").length - 1;
    if (lines === 0 && name !== "server.log") {
      fail(`A log that is put aside should tell something; ${name} is empty.`, EMPTY);
    }
    if (size <= maxBytes || lines === 1) continue;
    fail(
      `No log should be larger than ${maxBytes} bytes, but for one line alone; ${name} has ${size}.`,
      statSync(logPath(program)).size === 0 ? WRITES_ON : LOOK_BEFORE,
    );
  }
  expectFull(program, files, maxBytes);
  const entries = entriesOf(takenAway + wholeLog(program));
  if ("broken" in entries) fail(`A line is broken: ${printable(entries.line)}`, entries.broken);
  const texts = entries.good
    .filter(({ event, fields }) => event === "received" && fields.text?.startsWith("line-"))
    .map(({ fields }) => fields.text);
  const wanted = Array.from({ length: count }, (_, index) => `line-${index + 1}`);
  const wrong = wanted.findIndex((text, index) => texts[index] !== text);
  if (wrong === -1 && texts.length === count) return;
  const at = wanted[wrong] ?? "its end";
  fail(
    `All ${count} lines should stand in the logs, in order; at ${at} there is ${texts[wrong] ?? "nothing"}.`,
    files.at(-2) === "server.log.10" ? AS_TEXT : LOST,
  );
}

/** Each file that was put aside had no room for the line that opens the next one. */
function expectFull(program: Program, files: readonly string[], maxBytes: number): void {
  for (const [index, name] of files.slice(0, -1).entries()) {
    const next = readText(join(program.data, files[index + 1] ?? ""));
    const line = next.slice(0, next.indexOf("\n") + 1);
    const { size } = statSync(join(program.data, name));
    if (line === "" || size + Buffer.byteLength(line) > maxBytes) continue;
    fail(
      `A file should be put aside when the next line has no room in it; ${name} has ${size} bytes, and the next line had room: it has ${Buffer.byteLength(line)}.`,
      "The size is counted from the beginning again in each new file. In `#rotate`, `#goOn` does that as well.",
    );
  }
}

const WRITES_ON =
  "The file was renamed, and the program writes on: an open file stays the same file under its new name. Open the one that has the name server.log now; `#goOn` does it.";

const LOOK_BEFORE =
  "Look before you write: would this line make the file too large? What earlier runs wrote counts, and what still waits in memory.";

const LOST =
  "The file was put aside while lines still waited in memory, or a name was used twice, or two files were mixed.";

const AS_TEXT =
  "Every full log was called server.log.10, over the one before: compared as text, 9 is more than 10. Make numbers of the digits first.";

const EMPTY =
  "Its lines may still have waited in memory when it was put aside: write them first. Or there was nothing in it: an empty file makes no room.";
