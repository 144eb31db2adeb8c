/** Exercise 05.5: the operator's commands, and clear log. */

import { printable } from "../../../../shared/process/print-status.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { expectInFile } from "../../../core/data-file.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { checkWithLogs, expectLogged, logPath, NULS, parseEntry } from "../../../core/log-lines.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { CTRL_C, type Terminal } from "../../../core/terminal.ts";
import { LAST_LINES } from "./causes.ts";
import { connectionOf, expectEcho, fill, logFiles } from "./helpers.ts";
import { HELP, STOPS, TELLS } from "./titles.ts";

const CLEARS = "clear log leaves one line, and the story goes on";

export const consoleChecks = [
  checkWithLogs(
    "05.5",
    HELP,
    { points: 2, needs: [TELLS], rule: "The server takes commands" },
    async (context) => {
      const { program } = await context.ownServer();
      program.type("help\n");
      for (const name of ["show log", "clear log", "help", "exit"]) {
        await program.expectLine(new RegExp(`^${name}\\b`), `"${name} …"`, {
          cause: "`help` shows a line for each command, which begins with its name.",
        });
      }
    },
  ),

  checkWithLogs(
    "05.5",
    "exit stops the server",
    { points: 2, needs: [HELP, STOPS], rule: "To the end." },
    async (context) => {
      const server = await context.ownServer();
      const client = await context.connect(server);
      await expectEcho(client, "exit now");
      server.program.type("exit now\nexi");
      server.program.type("t\n");
      await client.expectEnd("after exit on its console the server ends its side");
      client.endSending();
      await server.program.expectStatus(0, "after exit on its console", STDIN_LEFT);
      await expectLogged(context, server.program, {
        what: "the stop",
        events: [["stopping", { why: "exit" }], ["disconnected", { why: "stop" }], ["stopped"]],
        cause: LAST_LINES,
      });
    },
  ),

  checkWithLogs(
    "05.5",
    "what is no command is told, with the nearest",
    { needs: [HELP], rule: "The server takes commands" },
    async (context) => {
      const { program } = await context.ownServer();
      program.type("shwo log 5\nclear log now\nexitus\nshow logs\n\x1b[2Jhello\nhelp\n");
      await program.expectLine(/^help\b/, '"help …"', { cause: WHOLE_LINE });
      const told = program.lines().filter((line) => line.startsWith("Unknown command "));
      for (const [index, { typed, nearest }] of UNKNOWN.entries()) {
        const line = told[index] ?? "";
        if (line.includes(typed) && line.includes(nearest)) continue;
        fail(
          `${typed} is no command: a line "Unknown command …" should hold it and ${nearest}; the line is: ${printable(line)}`,
          WHOLE_LINE,
        );
      }
    },
  ),

  checkWithLogs(
    "05.5",
    "a command may stand among blanks, with a number",
    { needs: [HELP], rule: "The server takes commands" },
    async (context) => {
      const { program } = await context.ownServer();
      program.type("  show   log  0 \n \t help  \n");
      await program.expectLine(/^help\b/, '"help …"', { cause: BLANKS });
      const told = program.lines().find((line) => line.startsWith("Unknown command "));
      if (told === undefined) return;
      fail(`"  show   log  0 " is a command with a wrong number; the answer is: ${told}`, BLANKS);
    },
  ),

  checkWithLogs(
    "05.5",
    "the end of the input stops nothing",
    { needs: [HELP], rule: "The end of standard input" },
    async (context) => {
      const server = await context.ownServer();
      server.program.type("help\n");
      await server.program.expectLine(/^help\b/, '"help …"');
      server.program.endInput();
      await expectEcho(await context.connect(server), "hello", END_OF_INPUT);
      const client = await context.connect(server, "client B");
      await expectEcho(client, "hello", END_OF_INPUT);
      const connection = await connectionOf(context, server, client);
      await expectLogged(context, server.program, {
        what: "the connection",
        connection,
        events: [["sent"]],
      });
    },
  ),

  checkWithLogs(
    "05.5",
    CLEARS,
    { points: 2, needs: [HELP], rule: "The server takes commands" },
    async (context) => {
      const server = await context.ownServer("--max-log-bytes", "1000");
      await fill(context, server, 1, 20);
      server.program.type("clear log\n");
      await expectInFile(context, logPath(server.program), {
        what: "after clear log, server.log should begin with the event log-cleared",
        find: (text) => {
          const first = parseEntry(text.split("\n", 1)[0] ?? "");
          return typeof first === "object" && first.event === "log-cleared";
        },
        cause: (text) =>
          text.startsWith("\0")
            ? NULS
            : "Whoever clears a log may want to hide something: the first line of the new one says that it was done.",
        by: server.program,
      });
      await expectEcho(await context.connect(server, "client B"), "after");
      await expectLogged(context, server.program, {
        what: "what happened after clear log",
        events: [["log-cleared"], ["received", { text: "after" }], ["sent"]],
        cause: "The story goes on in the file that has the name server.log now.",
      });
      const old = logFiles(server.program).slice(0, -1);
      if (old.length > 0) {
        fail(
          `clear log should empty the whole log; there is still ${old.join(", ")}.`,
          "The full files with numbers are a part of the log.",
        );
      }
    },
  ),

  checkWithLogs(
    "05.5",
    "in a terminal the console completes and remembers",
    { needs: [HELP], rule: "In a terminal there is a prompt" },
    async (context) => {
      const terminal = await terminalServer(context);
      await completed(terminal, "hel", /> help/);
      await terminal.type("\r");
      await terminal.expectShown(/clear log.*exit/s, "the commands");
      await terminal.type(ARROW_UP);
      await terminal.expectShown(/> help/, "the line before, after the arrow key up", NO_READLINE);
      await terminal.type("\r");
      await terminal.expectShown(/clear log.*exit/s, "the commands again");
      await terminal.type(CTRL_C);
      await terminal.expectShown(/stopped/, '"stopped" after Ctrl-C', "Ctrl-C stops the server.");
    },
  ),

  checkWithLogs(
    "05.5",
    "in a terminal clear log asks, and clears the screen",
    { needs: [CLEARS], rule: "In a terminal there is a prompt" },
    async (context) => {
      const terminal = await terminalServer(context);
      await terminal.type("clear log\r");
      await terminal.expectShown(/\?/, "a question before the log is thrown away");
      await terminal.type("n\r");
      await terminal.expectShown(/> /, "the prompt after the answer n");
      await expectLogged(context, terminal.program, {
        what: "the start, after the answer n",
        events: [["starting"], ["listening"]],
        cause: "Only y or yes is a yes: what is thrown away does not come back.",
      });
      await terminal.type("clear log\r");
      await terminal.expectShown(/\?/, "the question again");
      await terminal.type("y\r");
      await expectLogged(context, terminal.program, {
        what: "clear log",
        events: [["log-cleared"]],
      });
      await terminal.program.changes.until(
        () => CLEARS_SCREEN.test(raw(terminal)) || undefined,
        deadlineMs(),
      );
      if (!CLEARS_SCREEN.test(raw(terminal))) {
        fail(
          "clear log should clear the screen as well; it did not.",
          "`console.clear()` does it.",
        );
      }
    },
  ),
];

/** A server in a terminal, at its prompt. */
async function terminalServer(context: CheckContext): Promise<Terminal> {
  const terminal = context.startInTerminal("server", "--host", "127.0.0.1", "--port", "0");
  await terminal.expectShown(/listening on/, '"listening on …"');
  await terminal.expectShown(/> /, "a prompt that ends in a blank, as in `> `");
  return terminal;
}

/** Types the beginning of a command and Tab; the terminal must show the whole. */
async function completed(terminal: Terminal, start: string, whole: RegExp): Promise<void> {
  await terminal.type(start);
  await terminal.expectShown(new RegExp(start), `"${start}" as it was typed`);
  await terminal.type("\t");
  await terminal.expectShown(/p/, `the rest of the command after Tab`, NO_READLINE);
  if (whole.test(terminal.screen)) return;
  fail(`After "${start}" and Tab the whole command should stand there; it does not.`, NO_READLINE);
}

function raw(terminal: Terminal): string {
  return terminal.program.output.toString();
}

const ARROW_UP = "\x1b[A";

/** How a terminal is told to clear itself: go to its corner and erase what follows, or erase all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the code that is looked for
const CLEARS_SCREEN = /\x1b\[(?:1;1)?H\x1b\[0?J|\x1b\[[23]J|\x1bc/;

const UNKNOWN = [
  { typed: "shwo log 5", nearest: "show log" },
  { typed: "clear log now", nearest: "clear log" },
  { typed: "exitus", nearest: "exit" },
  { typed: "show logs", nearest: "show log" },
  { typed: "\\u001b[2Jhello", nearest: "help" },
] as const;

const WHOLE_LINE =
  "A command is the whole line: `exitus` is not `exit`, `show logs` is not `show log`. What takes no argument has none.";

const BLANKS =
  "Blanks around the words do not matter, and what stands behind `show log` is its argument, wrong or not.";

const END_OF_INPUT =
  "A server that is started in the background has no input. Its end is no command.";

const STDIN_LEFT = "Its standard input is still open: close it, or it keeps the process alive.";

const NO_READLINE: LikelyCause = {
  general: "A library for reading lines does it, where standard input is a terminal.",
  node: "Node's `readline` does it, with a `completer` and `terminal: true`, where standard input is a terminal.",
};
