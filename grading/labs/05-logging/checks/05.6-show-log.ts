/** Exercise 05.6: show log shows the last lines, however long the file is. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { checkWithLogs, expectLogged, parseEntry } from "../../../core/log-lines.ts";
import type { Program } from "../../../core/program.ts";
import { fill, wholeLog } from "./helpers.ts";
import { HELP, ROTATES } from "./titles.ts";

const SHOWS = "show log shows the last lines";

export const showLogChecks = [
  checkWithLogs(
    "05.6",
    SHOWS,
    { points: 2, needs: [HELP], rule: "The server takes commands" },
    async (context) => {
      const server = await context.ownServer();
      await fill(context, server, 1, 30);
      await expectShownLog(server.program, "show log 3", 3);
      await expectShownLog(server.program, "show log", 20);
      await expectShownLog(server.program, "show log 1000", Number.POSITIVE_INFINITY);
    },
  ),

  checkWithLogs(
    "05.6",
    "show log reads over the borders of files",
    { needs: [SHOWS, ROTATES], rule: "The server takes commands" },
    async (context) => {
      const server = await context.ownServer("--max-log-bytes", "300");
      await fill(context, server, 1, 30);
      await expectShownLog(server.program, "show log 40", 40, FILES);
    },
  ),

  checkWithLogs(
    "05.6",
    "show log reads a long file from its end",
    { needs: [SHOWS], rule: "The server takes commands" },
    async (context) => {
      const data = context.dataFolder();
      const path = join(data, "server.log");
      const letters = "🙂".repeat(139);
      const seeded = Array.from(
        { length: 330 },
        (_, index) =>
          `2026-11-22T01:02:03.456Z info seeded number=${index + 1000} text="${letters}"\n`,
      );
      writeFileSync(path, seeded.join(""));
      context.eventLog.tell("grader", "wrote 330 lines of 600 bytes into server.log");
      const { program } = await context.ownServer("--data", data);
      await expectLogged(context, program, {
        what: "the start, behind the long log",
        events: [["starting"], ["listening"]],
      });
      // As many lines as end in the last 64 KiB: the first of them begins before.
      const lastBlock = readFileSync(path).subarray(-65_536);
      const ends = lastBlock.filter((byte) => byte === 0x0a).length;
      await expectShownLog(program, `show log ${ends}`, ends, LONG_FILE);
      await expectShownLog(program, "show log 325", 325, LONG_FILE);
    },
  ),

  checkWithLogs(
    "05.6",
    "show log refuses what is no number of lines",
    { needs: [SHOWS], rule: "The server takes commands" },
    async (context) => {
      const { program } = await context.ownServer();
      program.type("show log 0\nshow log all\nshow log -3\nhelp\n");
      await program.expectLine(/^help\b/, '"help …"');
      const shown = program.lines().filter((line) => typeof parseEntry(line) === "object");
      if (shown.length > 0) {
        fail(
          `show log 0, all and -3 should show no line of the log; ${shown.length} were shown.`,
          "A number of lines is a whole number, 1 or more.",
        );
      }
      for (const typed of ["show log 0", "show log all", "show log -3"]) {
        const isTold = program.lines().some((line) => line.includes(typed));
        if (!isTold) fail(`${typed} should be refused in a line that holds it; there is none.`);
      }
    },
  ),

  check(
    "05.6",
    "show log is harmless whatever the file holds",
    { needs: [SHOWS], rule: "show log obeys rule 4" },
    async (context) => {
      const data = context.dataFolder();
      const evil = "2026-11-22T01:02:03.456Z info evil \x1b[2J\x9b31m\u202e\rforged";
      writeFileSync(join(data, "server.log"), `${evil}\n`);
      context.eventLog.tell("grader", "wrote a line with escape codes into server.log");
      const { program } = await context.ownServer("--data", data);
      program.type("show log\n");
      const [line] = await program.expectLine(/info evil.*/, "the line with escape codes");
      await program.expectLine(/info listening/, "the line after it");
      if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(line) && line.includes("forged")) return;
      fail(
        `show log should show what is not printable as \\uXXXX; it printed ${JSON.stringify(line)}.`,
        "Another program may have written into the file. Escape the control characters of each line again before you print it.",
      );
    },
  ),
];

/** Types the command; the console must show that many of the log's last lines, as they stand. */
async function expectShownLog(
  program: Program,
  command: string,
  count: number,
  cause = SHOW,
): Promise<void> {
  const wanted = wholeLog(program).split("\n").slice(0, -1).slice(-count);
  const from = program.lines().length;
  program.type(`${command}\nhelp\n`);
  const isHelp = (line: string) => /^help\b/.test(line);
  await program.changes.until(() => program.lines().slice(from).some(isHelp) || undefined, 3_000);
  const shown = program
    .lines()
    .slice(from)
    .filter((line) => typeof parseEntry(line) === "object");
  if (shown.length !== wanted.length) {
    fail(`${command} should show ${wanted.length} lines; it showed ${shown.length}.`, cause);
  }
  const wrong = shown.findIndex((line, index) => line !== wanted[index]);
  if (wrong === -1) return;
  const [right = "", other = ""] = [wanted[wrong], shown[wrong]];
  const at = Array.from(right).findIndex((letter, index) => Array.from(other)[index] !== letter);
  const part = (line: string) =>
    Array.from(line)
      .slice(Math.max(0, at - 80), at + 20)
      .join("");
  fail(`${command} should show "${part(right)}"; it showed "${part(other)}".`, cause);
}

const LONG_FILE =
  "Go back block by block until there are more line ends than wanted lines: the first line may lack its beginning. What is read later goes in front. Make text of all the bytes at once: a border may cut a letter.";

const FILES =
  "The older lines stand in the files with numbers, server.log.1 the oldest. Sort these by number: as text, server.log.10 comes before server.log.9.";

const SHOW = "The last lines of the log, oldest first, as they stand in the file.";
