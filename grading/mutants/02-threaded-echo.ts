/** Wrong threaded servers, one mistake each. */
import type { Mutant } from "./mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "serves all clients in its event loop, under the numbers of threads that do nothing",
    edits: [
      {
        file: "thread.ts",
        from: "this.#worker.postMessage(socket, [asTransferable(socket)]);",
        to: 'const { converse } = await import("./converse.ts");\n    const { Conversation } = await import("./conversation.ts");\n    await converse(socket.resume(), new Conversation(this.number)).catch(() => {});\n    if (this.number > 0) return { reason: undefined };',
      },
    ],
    caughtBy: "while one client computes, another is answered at once",
    says: "no event is handled in it",
  },
  {
    mistake: "serves all clients in one thread",
    edits: [
      {
        file: "thread-pool.ts",
        from: "const thread = this.#idle.pop() ?? (this.#hasRoom ? this.#start() : undefined);",
        to: "const [thread] = this.#threads;",
      },
    ],
    caughtBy: "clients that are here at once have threads of their own",
    says: "only farther away",
  },
  {
    mistake: "lets in one client after the other",
    edits: [
      {
        file: "server.ts",
        from: "void welcome(socket, pool)",
        to: "void (turn = turn.then(() => welcome(socket, pool)))",
      },
      {
        file: "server.ts",
        from: "const pool = ",
        to: "let turn = Promise.resolve();\n  const pool = ",
      },
    ],
    caughtBy: "clients that are here at once have threads of their own",
    says: "one client at a time",
  },
  {
    mistake: "hands over a client only when the one before has left",
    edits: [
      {
        file: "visit.ts",
        from: "await thread.serve(socket);",
        to: "await (turn = turn.catch(() => {}).then(() => thread.serve(socket)));",
      },
      {
        file: "visit.ts",
        from: "/** From the first service message",
        to: "let turn: Promise<{ reason: string | undefined }> = Promise.resolve({ reason: undefined });\n\n/** From the first service message",
      },
    ],
    caughtBy: "a client in the middle of a line holds up nobody",
    says: "one client at a time",
  },
  {
    mistake: "counts the lines of a thread, not those of a connection",
    edits: [
      {
        file: "connection-thread.ts",
        from: "await converse(socket, new Conversation(threadId));",
        to: "await converse(socket, conversation);",
      },
      {
        file: "connection-thread.ts",
        from: "async function serve(",
        to: "const conversation = new Conversation(threadId);\n\nasync function serve(",
      },
    ],
    caughtBy: "a thread remembers nothing of the client before",
    says: "outlived its connection",
  },
  {
    mistake: "keeps the beginning of a line for the thread's next client",
    edits: [
      {
        file: "conversation.ts",
        from: "readonly #splitter = new LineSplitter();",
        to: "readonly #splitter = splitter;",
      },
      {
        file: "conversation.ts",
        from: "export class Conversation {",
        to: "const splitter = new LineSplitter();\n\nexport class Conversation {",
      },
    ],
    caughtBy: "a thread remembers nothing of the client before",
    says: "a beginning of a line that outlived its connection",
  },
  {
    mistake: "never gives a thread back",
    edits: [
      { file: "visit.ts", from: "    pool.giveBack(thread);\n", to: "    void pool.giveBack;\n" },
    ],
    caughtBy: "a thread is given back, however its client leaves",
    says: "full with nobody in it",
  },
  {
    mistake: "gives a thread back only when its client has left well",
    edits: [
      { file: "visit.ts", from: "    pool.giveBack(thread);\n", to: "" },
      {
        file: "visit.ts",
        from: "    say(reason === undefined",
        to: "    if (reason === undefined) pool.giveBack(thread);\n    say(reason === undefined",
      },
    ],
    caughtBy: "a thread is given back, however its client leaves",
    says: "in whatever way",
  },
  {
    mistake: "starts as many threads as there are clients",
    edits: [
      {
        file: "thread-pool.ts",
        from: "(this.#hasRoom ? this.#start() : undefined)",
        to: "this.#start()",
      },
    ],
    caughtBy: "a client too many is told that the server is full",
    says: "Threads without a limit",
  },
  {
    mistake: "closes the connection of a client too many without a word",
    edits: [{ file: "refuse.ts", from: 'socket.end("server full\\n");', to: "socket.destroy();" }],
    caughtBy: "a client too many is told that the server is full",
    says: 'the expected line was "server full"',
  },
  {
    mistake: "does not hear the crash of a thread",
    edits: [
      {
        file: "thread.ts",
        from: '    this.#worker.on("error", () => onCrash(this));\n',
        to: "    void onCrash;\n",
      },
      {
        file: "thread.ts",
        from: '(await once(this.#worker, "message")) as [VisitEnd];',
        to: '[await new Promise<VisitEnd>((resolve) => this.#worker.once("message", resolve))];',
      },
    ],
    caughtBy: "a crash ends one connection only, and leaves room for others",
    says: "The server crashed: Error: the thread crashed",
  },
  {
    mistake: "waits for the report of a thread that has crashed",
    edits: [
      {
        file: "thread.ts",
        from: '(await once(this.#worker, "message")) as [VisitEnd];',
        to: '[await new Promise<VisitEnd>((resolve) => this.#worker.once("message", resolve))];',
      },
    ],
    caughtBy: "a crash ends one connection only, and leaves room for others",
    says: "the report that this connection has ended",
  },
  {
    mistake: "gives a thread that has crashed to the next client",
    edits: [
      {
        file: "thread.ts",
        from: '    this.#worker.on("error", () => onCrash(this));\n',
        to: '    this.#worker.on("error", () => void onCrash);\n',
      },
    ],
    caughtBy: "a crash ends one connection only, and leaves room for others",
    says: "neither be given to the next client",
  },
  {
    mistake: "leaves its threads running at the end",
    edits: [{ file: "server.ts", from: "  await pool.end();\n", to: "" }],
    caughtBy: "SIGTERM ends the server and its threads",
    says: "keeps the whole process alive",
  },
  {
    mistake: "waits for an end of stream that a reset never brings",
    edits: [
      {
        file: "converse.ts",
        from: "await finished(socket);",
        to: 'socket.on("error", () => {});\n  if (!socket.readableEnded) await new Promise((resolve) => socket.on("end", resolve));\n  await finished(socket);',
      },
    ],
    caughtBy: "a reset ends one connection only",
    says: 'brings no "end"',
  },
  {
    mistake: "keeps its side open when the client has ended",
    edits: [
      {
        file: "converse.ts",
        from: "socket.end(conversation.end())",
        to: "socket.write(conversation.end())",
      },
    ],
    caughtBy: "when a client ends its side, the server ends its own",
    says: "it is its turn to end",
  },
  {
    mistake: "takes each chunk for a line",
    edits: [
      {
        file: "shared/line-splitter.ts",
        from: 'const lines = text.split("\\n");',
        to: 'const lines = [text.trimEnd(), ""];',
      },
    ],
    caughtBy: "lines that come together are answered one by one",
    says: "One chunk is not one line",
  },
  {
    mistake: "forgets the beginning of a line when a chunk ends in it",
    edits: [
      {
        file: "shared/line-splitter.ts",
        from: 'this.#rest = lines.pop() ?? "";',
        to: 'const left = lines.pop() ?? "";\n    if (left !== "") lines.push(left);',
      },
    ],
    caughtBy: "a line is a line, however it is cut",
    says: "One chunk is not one line",
  },
  {
    mistake: "decodes each chunk alone",
    edits: [
      {
        file: "shared/line-splitter.ts",
        from: "this.#decoder.decode(chunk, { stream: true })",
        to: "Buffer.from(chunk).toString()",
      },
    ],
    caughtBy: "a line is a line, however it is cut",
    says: "each was decoded alone",
  },
  {
    mistake: "looks for CR LF in each chunk",
    edits: [
      {
        file: "shared/line-splitter.ts",
        from: "this.#decoder.decode(chunk, { stream: true })",
        to: 'this.#decoder.decode(chunk, { stream: true }).replaceAll("\\r\\n", "\\n")',
      },
      {
        file: "shared/line-splitter.ts",
        from: 'return text.includes("\\r") ? lines.map(withoutCarriageReturn) : lines;',
        to: "return lines;",
      },
    ],
    caughtBy: "the CR of a line's end is dropped, also when it is cut off",
    says: "look for the CR when the line is whole",
  },
  {
    mistake: "loses a last line that has no end",
    edits: [
      {
        file: "conversation.ts",
        from: "return this.#answerLines(this.#splitter.end());",
        to: "return this.#answerLines([]);",
      },
    ],
    caughtBy: "the last line counts, even without its end",
    says: "a line left that has no LF",
  },
  {
    mistake: "collects a line without an end for ever",
    edits: [
      {
        file: "shared/line-splitter.ts",
        from: "if (text.length > MAX_LINE_LENGTH) refuseLongLines(lines);",
        to: "void refuseLongLines;",
      },
    ],
    caughtBy: "a line without an end is refused",
    says: "must not fill the memory",
  },
  {
    mistake: "reads a limit with Number alone",
    edits: [
      {
        file: "reply.ts",
        from: "!/^\\d+$/.test(limitText) || ",
        to: "",
      },
    ],
    caughtBy: "a wrong limit is answered",
    says: "ask for digits only",
  },
  {
    mistake: "does not count the limit itself",
    edits: [{ file: "count-primes.ts", from: "number <= limit", to: "number < limit" }],
    caughtBy: "primes are counted",
    says: "the limit itself counts",
  },
  {
    mistake: "prints the server's answers on standard error",
    edits: [
      {
        file: "client.ts",
        from: "talk(socket, process.stdin, process.stdout)",
        to: "talk(socket, process.stdin, process.stderr)",
      },
    ],
    caughtBy: "the pair works together",
    says: "prints what the server says",
  },
];
