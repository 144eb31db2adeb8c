/** Wrong programs of lab 05, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "keeps its lines in memory until the end",
    edits: [
      {
        file: "shared/logging/gathering-file.ts",
        from: "export const FLUSH_MS = 20;",
        to: "export const FLUSH_MS = 86_400_000;",
      },
    ],
    caughtBy: "every event of a visit is a line in server.log",
    says: "There is no line in server.log. A line may wait a moment",
  },
  {
    mistake: "tells local time as if it were UTC",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "let line = `${time.toISOString()}",
        to: "let line = `${new Date(time.getTime() + 7_200_000).toISOString()}",
      },
    ],
    caughtBy: "the log begins with the start",
    says: "Local time with a Z behind it is another time",
  },
  {
    mistake: "begins to count clients with each of them",
    edits: [
      {
        file: "server.ts",
        from: "(socket) => serve(socket,",
        to: "(socket) => loggedVisits(log)(socket,",
      },
    ],
    caughtBy: "each client has a number",
    says: "both are connection=1",
  },
  {
    mistake: "takes the end of a stream for a silence",
    edits: [{ file: "visit.ts", from: 'if (socket.readableEnded) return "end";', to: "" }],
    caughtBy: "the log tells how each client left",
    says: '"disconnected why=end"',
  },
  {
    mistake: "does not know that a password is a secret",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "/pass(?:word|phrase)|secret|token/i",
        to: "/secret|token/i",
      },
    ],
    caughtBy: "a password reaches no log",
    says: "should stand in no file; it stands in server.log",
  },
  {
    mistake: "tells a line with a password like any other",
    edits: [
      {
        file: "request.ts",
        from: 'const isSecret = request.type === "password";',
        to: "const isSecret = false;",
      },
    ],
    caughtBy: "the client logs no password either",
    says: "should stand in no file; it stands in client.log",
  },
  {
    mistake: "says on the console what it tells the log",
    edits: [
      {
        file: "visit.ts",
        from: 'log.info("received", fieldsOf(line));',
        to: 'log.info("received", fieldsOf(line));\n    console.log("received", line);',
      },
    ],
    caughtBy: "the console shows only what a person must see",
    says: "nobody would find a line that matters",
  },
  {
    mistake: "writes on behind a torn line",
    edits: [
      { file: "shared/logging/log.ts", from: 'if (await isTorn(path)) log.#add("\\n");', to: "" },
    ],
    caughtBy: "a torn last line is ended first",
    says: "must not be glued to it",
  },
  {
    mistake: "empties the log at its start",
    edits: [
      { file: "shared/logging/gathering-file.ts", from: "append: true,", to: "append: false," },
    ],
    caughtBy: "the log goes on behind what was there",
    says: 'Opened to write (flag "w"), it loses',
  },
  {
    mistake: "throws the old log away when it was not ended well",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "      const log = new LogFile(path, options);",
        to: "      await rm(path, { force: true });\n      const log = new LogFile(path, options);",
      },
    ],
    caughtBy: "a kill leaves whole lines",
    says: "A log is opened to append",
  },
  {
    mistake: "shows where in the source the log could not be opened",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "if (errorCode(error) === undefined) throw error;\n      throw new ProgramError",
        to: "if (errorCode(error) !== undefined) throw error;\n      throw new ProgramError",
      },
    ],
    caughtBy: "a log that cannot be opened is told",
    says: "in one line on standard error",
  },
  {
    mistake: "dies of a full disk",
    edits: [
      {
        file: "shared/logging/gathering-file.ts",
        from: 'this.#stream.on("error", (error) => this.#failed(error));',
        to: "",
      },
    ],
    caughtBy: "a full disk does not stop the service",
    // It may die before or after the client has come.
    says: "a service that stops for it is worse",
  },
  {
    mistake: "keeps the failure of its log to itself",
    edits: [
      { file: "shared/logging/gathering-file.ts", from: "this.#listener.failed(error);", to: "" },
    ],
    caughtBy: "a full disk does not stop the service",
    says: "a line that names server.log on standard error",
  },
  {
    mistake: "tells only the screen why it cannot start",
    edits: [
      {
        file: "server.ts",
        from: "const address = await listenLogged(server, options, log);",
        to: "const address = await listenLogged(server, options, { ...log, error: () => {} });",
      },
    ],
    caughtBy: "a failed start is told in the log",
    says: "Who looks into the log the next morning",
  },
  {
    mistake: "keeps what the server says out of the client's log",
    edits: [{ file: "talk.ts", from: 'log.info("received", fieldsOf(line));', to: "" }],
    caughtBy: "the client tells its story in client.log",
    says: 'then "received bytes=5 text=hello"',
  },
  {
    mistake: "takes a text with blanks for harmless",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "/^[!#-<>-[\\]-~]+$/",
        to: "/^[ !#-<>-[\\]-~]+$/",
      },
    ],
    caughtBy: "text that looks like fields stands in quotation marks",
    says: "A value with blanks, quotation marks",
  },
  {
    mistake: "puts quotation marks around a text that has some inside",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "return printable(JSON.stringify(kept));",
        to: 'return `"${printable(kept)}"`;',
      },
    ],
    caughtBy: "text that looks like fields stands in quotation marks",
    says: "stands in quotation marks, as JSON writes it",
  },
  {
    mistake: "escapes no more than JSON does",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "return printable(JSON.stringify(kept));",
        to: "return JSON.stringify(kept);",
      },
    ],
    caughtBy: "no client can split or forge a line",
    says: "holds the character U+0085 as it is",
  },
  {
    mistake: "throws away what is not printable",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "return printable(JSON.stringify(kept));",
        to: 'return JSON.stringify(kept.replace(/[\\p{C}\\p{Zl}\\p{Zp}]/gu, ""));',
      },
    ],
    caughtBy: "no client can colour or turn a line",
    says: "Escape what is not printable",
  },
  {
    mistake: "escapes control characters and forgets what turns a line",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "return printable(JSON.stringify(kept));",
        to: 'const escaped = (one: string) => `\\\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;\n  void printable;\n  return JSON.stringify(kept).replace(/[\\p{Cc}\\p{Zl}\\p{Zp}]/gu, escaped);',
      },
    ],
    caughtBy: "no client can colour or turn a line",
    says: "holds the character U+202E as it is",
  },
  {
    mistake: "tells a long text whole",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "const isTooLong = text.length > MAX_VALUE_LENGTH;",
        to: "const isTooLong = false;",
      },
    ],
    caughtBy: "a long text is cut",
    says: "A value longer than 256 characters is cut there",
  },
  {
    mistake: "cleans by hand what the server says",
    edits: [
      {
        file: "talk.ts",
        from: 'log.info("received", fieldsOf(line));',
        to: 'log.info("received", { ...fieldsOf(line), text: line.replace(/[^ -~]/g, "?") });',
      },
    ],
    caughtBy: "no server can forge a line of the client's",
    says: "Escape them all",
  },
  {
    mistake: "closes its log while lines still wait",
    edits: [
      {
        file: "shared/logging/gathering-file.ts",
        from: "    this.flush();\n    clearTimeout(this.#flushing);\n    process.off",
        to: "    clearTimeout(this.#flushing);\n    process.off",
      },
    ],
    caughtBy: "after SIGTERM the log is complete",
    says: "they still waited in memory",
  },
  {
    mistake: "ends its log before its story is over",
    edits: [
      {
        file: "server.ts",
        from: 'log.info("stopped");\n  await log.close();',
        to: 'await log.close();\n  log.info("stopped");',
      },
    ],
    caughtBy: "after SIGTERM the log is complete",
    says: "The last lines are missing",
  },
  {
    mistake: "hears SIGTERM only",
    edits: [
      {
        file: "server.ts",
        from: "const stopped = stopSignal();",
        to: 'const stopped = new Promise((resolve) => process.once("SIGTERM", () => resolve("SIGTERM")));',
      },
    ],
    caughtBy: "after SIGINT the log is complete",
    says: "was ended by SIGINT",
  },
  {
    mistake: "ends the client's log too early",
    edits: [
      {
        file: "client.ts",
        from: 'log.info("disconnected", { why });\n  await file.close();',
        to: 'await file.close();\n  log.info("disconnected", { why });',
      },
    ],
    caughtBy: "the client's log is complete when it ends",
    says: "they still waited in memory",
  },
  {
    mistake: "puts every full log aside under the same name",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "renameSync(this.#path, nextOldLog(this.#path));",
        to: "renameSync(this.#path, `${this.#path}.1`);",
      },
    ],
    caughtBy: "a full log gets a number, and nothing is lost",
    says: "a name was used twice",
  },
  {
    mistake: "puts a log aside while its lines still wait",
    edits: [{ file: "shared/logging/log.ts", from: "    this.#file.sync();\n", to: "" }],
    caughtBy: "a full log gets a number, and nothing is lost",
    says: "may still have waited in memory when it was put aside",
  },
  {
    mistake: "looks at the size when it is too late",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "const isFull = this.#bytes + Buffer.byteLength(line) > this.#maxBytes;",
        to: "const isFull = this.#bytes > this.#maxBytes;",
      },
    ],
    caughtBy: "a full log gets a number, and nothing is lost",
    says: "Look before you write",
  },
  {
    mistake: "forgets how much the run before has written",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "this.#bytes = statSync(path).size;",
        to: "this.#bytes = 0;",
      },
    ],
    caughtBy: "a new start overwrites no old log",
    says: "What earlier runs wrote counts",
  },
  {
    mistake: "puts empty logs aside",
    edits: [
      { file: "shared/logging/log.ts", from: "isFull && this.#bytes > 0 &&", to: "isFull &&" },
    ],
    caughtBy: "an event that is larger than a log stands alone",
    says: "is empty",
  },
  {
    mistake: "takes a command with something behind it for the command",
    edits: [
      {
        file: "shared/console/find-command.ts",
        from: "command.use === undefined || ",
        to: "",
      },
    ],
    caughtBy: "what is no command is told, with the nearest",
    says: "What takes no argument has none",
  },
  {
    mistake: "finds exit anywhere in a line",
    edits: [
      {
        file: "shared/console/find-command.ts",
        from: "if (typed === command.name)",
        to: "if (typed.includes(command.name))",
      },
    ],
    caughtBy: "what is no command is told, with the nearest",
    says: 'should have printed "help …"',
  },
  {
    mistake: "leaves by the back door at exit",
    edits: [
      {
        file: "server.ts",
        from: 'operator.exited.then(() => "exit")',
        to: "operator.exited.then(() => process.exit(0))",
      },
    ],
    caughtBy: "exit stops the server",
    says: "stopping why=exit…The last lines are missing",
  },
  {
    mistake: "stops when its input ends",
    edits: [
      {
        file: "server.ts",
        from: 'operator.exited.then(() => "exit")',
        to: 'operator.exited.then(() => "exit"), new Promise((resolve) => process.stdin.once("end", () => resolve("end")))',
      },
    ],
    caughtBy: "the end of the input stops nothing",
    says: "Its end is no command",
  },
  {
    mistake: "clears the log without a trace",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "writeFileSync(`${this.#path}.new`, `${audit}\\n`,",
        to: 'writeFileSync(`${this.#path}.new`, "",',
      },
    ],
    caughtBy: "clear log leaves one line, and the story goes on",
    says: "Whoever clears a log may want to hide something",
  },
  {
    mistake: "goes on in a log that nobody finds any more",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "renameSync(`${this.#path}.new`, this.#path);\n    this.#goOn();",
        to: "renameSync(`${this.#path}.new`, this.#path);",
      },
    ],
    caughtBy: "clear log leaves one line, and the story goes on",
    says: "The story goes on in the file that has the name server.log now",
  },
  {
    mistake: "clears the newest file only",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "await Promise.all(old.map((path) => rm(path, { force: true })));",
        to: "",
      },
    ],
    caughtBy: "clear log leaves one line, and the story goes on",
    says: "The full files with numbers are a part of the log",
  },
  {
    mistake: "reads plain lines in a terminal too",
    edits: [
      {
        file: "server.ts",
        from: "openConsole({ commands:",
        to: "openConsole({ input: process.stdin.pipe(new PassThrough()), commands:",
      },
      {
        file: "server.ts",
        from: 'import { createServer } from "node:net";',
        to: 'import { createServer } from "node:net";\nimport { PassThrough } from "node:stream";',
      },
    ],
    caughtBy: "in a terminal the console completes and remembers",
    says: "a prompt that ends in a blank",
  },
  {
    mistake: "clears the log and leaves it on the screen",
    edits: [
      {
        file: "server.ts",
        from: "commands: logCommands(log, (line) => operator.print(line))",
        to: `commands: logCommands(log, (line) => operator.print(line)).map((command) =>
      command.name === "clear log" ? { ...command, run: () => log.clear() } : command)`,
      },
    ],
    caughtBy: "in a terminal clear log asks, and clears the screen",
    says: "should clear the screen as well",
  },
  {
    mistake: "shows one line too few",
    edits: [
      { file: "shared/logging/last-lines.ts", from: ".slice(-count);", to: ".slice(1 - count);" },
    ],
    caughtBy: "show log shows the last lines",
    says: "show log 3 should show 3 lines; it showed 2",
  },
  {
    mistake: "shows no more than the newest file holds",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "[this.#path, ...oldLogs(this.#path).reverse()]",
        to: "[this.#path]",
      },
    ],
    caughtBy: "show log reads over the borders of files",
    says: "show log 40 should show 40 lines",
  },
  {
    mistake: "takes every word for a number of lines",
    edits: [
      {
        file: "server.ts",
        from: "commands: logCommands(log, (line) => operator.print(line))",
        to: `commands: logCommands(log, (line) => operator.print(line)).map((command) => ({
      ...command, run: (text: string) => command.run(text === "" ? "" : String(Math.abs(Number.parseInt(text, 10)) || 20)) }))`,
      },
    ],
    caughtBy: "show log refuses what is no number of lines",
    says: "A number of lines is a whole number, 1 or more",
  },
  {
    mistake: "prints the log as it stands",
    edits: [{ file: "server.ts", from: "operator.print(line)", to: "console.log(line)" }],
    caughtBy: "show log is harmless whatever the file holds",
    says: "Escape the control characters of each line again",
  },
  {
    mistake: "leaves out every value that is false for JavaScript",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "if (value === undefined) continue;",
        to: "if (!value) continue;",
      },
    ],
    caughtBy: "an empty line is an event too",
    says: "0 and the empty text are values",
  },
  {
    mistake: "writes every value as it came",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "REDACTED : shown(String(value))",
        to: "REDACTED : value",
      },
    ],
    caughtBy: "an empty line is an event too",
    says: "only undefined is left out",
  },
  {
    mistake: "tells fields that have no value",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "    if (value === undefined) continue;\n",
        to: "",
      },
    ],
    caughtBy: "a password reaches no log",
    says: "A field whose value is undefined is left out",
  },
  {
    mistake: "ends a line that the log ends as well",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "  return line;\n",
        to: "  return `${line}\\n`;\n",
      },
    ],
    caughtBy: "every event of a visit is a line in server.log",
    says: "makes a line without its end",
  },
  {
    mistake: "escapes twice",
    edits: [
      {
        file: "shared/logging/log-line.ts",
        from: "return printable(JSON.stringify(kept));",
        to: "return JSON.stringify(printable(kept));",
      },
    ],
    caughtBy: "no client can colour or turn a line",
    says: "It is escaped twice",
  },
  {
    mistake: "leaves the end of the log to the exit",
    edits: [
      {
        file: "shared/logging/gathering-file.ts",
        from: '    this.flush();\n    clearTimeout(this.#flushing);\n    process.off("exit", this.#flushAtExit);\n    // `once` waits for "close", and throws the error if "error" comes first.\n    const closed = once(this.#stream, "close");\n    this.#stream.end();\n    await closed.catch(() => this.#stream.destroy());\n',
        to: "",
      },
    ],
    caughtBy: "after SIGTERM the log is complete",
    says: "they still waited in memory",
  },
  {
    mistake: "fails at its end because the disk is full",
    edits: [
      {
        file: "shared/logging/gathering-file.ts",
        from: "await closed.catch(() => this.#stream.destroy());",
        to: "await closed;",
      },
    ],
    caughtBy: "a full disk does not hold up the end",
    says: "must not fail for it",
  },
  {
    mistake: "waits for the end of a stream that has failed",
    edits: [
      {
        file: "shared/logging/gathering-file.ts",
        from: 'const closed = once(this.#stream, "close");',
        to: 'const closed = new Promise<void>((resolve) => this.#stream.once("close", resolve));',
      },
    ],
    caughtBy: "a full disk does not hold up the end",
    says: "Wait for either",
  },
  {
    mistake: "counts a new file's bytes on from the old one's",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "renameSync(this.#path, nextOldLog(this.#path));\n    this.#goOn();",
        to: "renameSync(this.#path, nextOldLog(this.#path));\n    this.#file.reopen();",
      },
    ],
    caughtBy: "a full log gets a number, and nothing is lost",
    says: "counted from the beginning again",
  },
  {
    mistake: "writes on in the file that it has renamed",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "renameSync(this.#path, nextOldLog(this.#path));\n    this.#goOn();",
        to: "renameSync(this.#path, nextOldLog(this.#path));",
      },
    ],
    caughtBy: "a full log gets a number, and nothing is lost",
    says: "The file was renamed, and the program writes on",
  },
  {
    mistake: "counts the full logs to find a free number",
    edits: [
      {
        file: "shared/logging/log.ts",
        from: "renameSync(this.#path, nextOldLog(this.#path));",
        to: "renameSync(this.#path, `${this.#path}.${oldLogs(this.#path).length + 1}`);",
      },
    ],
    caughtBy: "an old log that was taken away makes no number free",
    says: "a name was used twice",
  },
  {
    mistake: "looks for the beginning of a command only",
    edits: [
      {
        file: "shared/console/find-command.ts",
        from: "!typed.startsWith(`${command.name} `)",
        to: "!typed.startsWith(command.name)",
      },
    ],
    caughtBy: "what is no command is told, with the nearest",
    says: "`show logs` is not `show log`",
  },
  {
    mistake: "knows no arguments",
    edits: [
      {
        file: "shared/console/find-command.ts",
        from: "return { command, argument: typed.slice(command.name.length + 1) };",
        to: "return undefined;",
      },
    ],
    caughtBy: "a command may stand among blanks, with a number",
    says: "is its argument, wrong",
  },
  {
    mistake: "takes two blanks for another word",
    edits: [
      {
        file: "shared/console/find-command.ts",
        from: 'line.trim().replace(/\\s+/g, " ")',
        to: "line.trim()",
      },
    ],
    caughtBy: "a command may stand among blanks, with a number",
    says: "Blanks around the words",
  },
  {
    mistake: "takes a blank before a command for a part of it",
    edits: [
      {
        file: "shared/console/find-command.ts",
        from: "= line.trim().replace",
        to: "= line.replace",
      },
    ],
    caughtBy: "a command may stand among blanks, with a number",
    says: "Blanks around the words",
  },
  {
    mistake: "reads the last block only",
    edits: [
      {
        file: "shared/logging/last-lines.ts",
        from: "while (start > 0 && lineEnds(tail) <= count)",
        to: "if (start > 0)",
      },
    ],
    caughtBy: "show log reads a long file from its end",
    says: "Go back block by block",
  },
  {
    mistake: "stops reading when the first line lacks its beginning",
    edits: [
      {
        file: "shared/logging/last-lines.ts",
        from: "lineEnds(tail) <= count",
        to: "lineEnds(tail) < count",
      },
    ],
    caughtBy: "show log reads a long file from its end",
    says: "lack its beginning",
  },
  {
    mistake: "joins the blocks in the order in which it reads them",
    edits: [
      {
        file: "shared/logging/last-lines.ts",
        from: "Buffer.concat([await readBlock(file, start, length), tail])",
        to: "Buffer.concat([tail, await readBlock(file, start, length)])",
      },
    ],
    caughtBy: "show log reads a long file from its end",
    says: "read later goes in front",
  },
  {
    mistake: "makes text of each block alone",
    edits: [
      {
        file: "shared/logging/last-lines.ts",
        from: "Buffer.concat([await readBlock(file, start, length), tail])",
        to: "Buffer.concat([Buffer.from((await readBlock(file, start, length)).toString()), tail])",
      },
    ],
    caughtBy: "show log reads a long file from its end",
    says: "border may cut a letter",
  },
  {
    mistake: "keeps the CR of a line's end, in TypeScript",
    base: "callbacks",
    edits: [{ file: "line-reader.ts", from: '.replace(/\\r$/, "")', to: "" }],
    caughtBy: "the CR of CR LF is no part of a line",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "keeps the CR of a line's end, in Python",
    base: "python",
    edits: [{ file: "event_log.py", from: '.removesuffix(b"\\r")', to: "" }],
    caughtBy: "the CR of CR LF is no part of a line",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "keeps the unfinished line of all clients in one variable",
    base: "callbacks",
    edits: [
      { file: "line-reader.ts", from: '  let rest = "";\n', to: "" },
      {
        file: "line-reader.ts",
        from: "export function onLines(",
        to: 'let rest = "";\n\nexport function onLines(',
      },
    ],
    caughtBy: "clients that speak at the same time are kept apart",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "empties the log and writes on at its old place in it",
    base: "python",
    edits: [
      { file: "event_log.py", from: " | os.O_APPEND", to: "" },
      {
        file: "event_log.py",
        from: "        self.size = os.fstat(self.file).st_size",
        to: "        self.size = os.lseek(self.file, 0, os.SEEK_END)",
      },
    ],
    caughtBy: "clear log leaves one line, and the story goes on",
    says: "the program went on writing at its old place",
  },
  {
    mistake: "tells the server of each visit what to do at its end",
    edits: [
      {
        file: "server.ts",
        from: "const visits = welcome(server, (socket) => serve(",
        to: 'const visits = welcome(server, (socket) => serve(server.on("close", () => socket.end()) && ',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
];
