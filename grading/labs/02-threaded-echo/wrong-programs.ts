/** Wrong threaded servers, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "serves all clients in its event loop, under the numbers of threads that do nothing",
    edits: [
      {
        file: "thread-pool.ts",
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
    edits: [{ file: "visit.ts", from: 'socket.end("server full\\n");', to: "socket.destroy();" }],
    caughtBy: "a client too many is told that the server is full",
    says: 'the expected line was "server full"',
  },
  {
    mistake: "does not hear the crash of a thread",
    edits: [
      {
        file: "thread-pool.ts",
        from: '    this.#worker.on("error", () => onCrash(this));\n',
        to: "    void onCrash;\n",
      },
      {
        file: "thread-pool.ts",
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
        file: "thread-pool.ts",
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
        file: "thread-pool.ts",
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
        file: "connection-thread.ts",
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
        file: "connection-thread.ts",
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
        file: "shared/framing/line-splitter.ts",
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
        file: "shared/framing/line-splitter.ts",
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
        file: "shared/framing/line-splitter.ts",
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
        file: "shared/framing/line-splitter.ts",
        from: "this.#decoder.decode(chunk, { stream: true })",
        to: 'this.#decoder.decode(chunk, { stream: true }).replaceAll("\\r\\n", "\\n")',
      },
      {
        file: "shared/framing/line-splitter.ts",
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
    mistake: "collects a line without an end forever",
    edits: [
      {
        file: "shared/framing/line-splitter.ts",
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
        file: "conversation.ts",
        from: "!/^\\d+$/.test(limitText) || ",
        to: "",
      },
    ],
    caughtBy: "a wrong limit is answered",
    says: "ask for digits only",
  },
  {
    mistake: "does not count the limit itself",
    edits: [{ file: "conversation.ts", from: "number <= limit", to: "number < limit" }],
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
  {
    mistake: "does not say which thread a client has got",
    edits: [{ file: "visit.ts", from: " on thread ${thread.number}`", to: "`" }],
    caughtBy: "each client gets a thread",
    says: "T being a number; it printed",
  },
  {
    mistake: "takes idle threads and starts none",
    edits: [
      {
        file: "thread-pool.ts",
        from: "    const thread = this.#idle.pop() ?? (this.#hasRoom ? this.#start() : undefined);\n    this.#startAhead();\n    return thread;",
        to: "    return this.#idle.pop();",
      },
    ],
    caughtBy: "more clients get in than threads were idle",
    says: "When none is idle, `take` starts a new one",
  },
  {
    mistake: "deals its clients to five threads in turn",
    edits: [
      {
        file: "thread-pool.ts",
        from: "const thread = this.#idle.pop() ?? (this.#hasRoom ? this.#start() : undefined);\n    this.#startAhead();",
        to: "this.turn += 1;\n    const thread = this.#threads.size < 5 ? this.#start() : [...this.#threads][this.turn % 5];",
      },
      {
        file: "thread-pool.ts",
        from: "  #idle: Thread[] = [];\n",
        to: "  #idle: Thread[] = [];\n  turn = 0;\n",
      },
    ],
    caughtBy: "after a busy hour most threads end",
    says: "10 clients that are here at once should have 10 threads",
  },
  {
    mistake: "refuses a client by its line alone",
    edits: [
      {
        file: "visit.ts",
        from: '  socket.resume();\n  socket.end("server full\\n");',
        to: '  socket.write("server full\\n");',
      },
      {
        file: "visit.ts",
        from: "  await finished(socket, { signal: AbortSignal.timeout(LINGER_MS) }).catch(() => {});\n",
        to: "",
      },
    ],
    caughtBy: "a refused client that is sending gets the line and a clean end",
    says: "The server closed the socket while the client's bytes lay in it unread",
  },
  {
    mistake: "refuses a client and closes at once",
    edits: [
      {
        file: "visit.ts",
        from: "  await finished(socket, { signal: AbortSignal.timeout(LINGER_MS) }).catch(() => {});\n",
        to: "  await new Promise<void>((resolve) => socket.once('finish', resolve));\n  socket.destroy();\n",
      },
    ],
    caughtBy: "a refused client that is sending gets the line and a clean end",
    says: "The server closed the socket while the client's bytes lay in it unread",
  },
  {
    mistake: "refuses a client and closes at once, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "        end = time.monotonic() + 1\n",
        to: "        end = time.monotonic()\n",
      },
    ],
    caughtBy: "a refused client that is sending gets the line and a clean end",
    says: "The server closed the socket while the client's bytes lay in it unread",
  },
  {
    mistake: "waits forever for a refused client that stays",
    edits: [
      {
        file: "visit.ts",
        from: "finished(socket, { signal: AbortSignal.timeout(LINGER_MS) })",
        to: "finished(socket)",
      },
    ],
    caughtBy: "a refused client that stays is let go",
    says: "waits for a refused client that never ends its side",
  },
  {
    mistake: "keeps every thread that it has ever started",
    edits: [{ file: "thread-pool.ts", from: "this.#idle.length < MOST_IDLE", to: "MOST_IDLE > 0" }],
    caughtBy: "after a busy hour most threads end",
    says: "When a client has left and enough threads are idle, end its thread",
  },
  {
    mistake: "adds a listener to the worker for each visit",
    edits: [
      {
        file: "thread-pool.ts",
        from: '    const [report] = (await once(this.#worker, "message")) as [VisitEnd];\n    return report;',
        to: '    return await new Promise((resolve, reject) => {\n      this.#worker.once("message", resolve);\n      this.#worker.once("error", reject);\n    });',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
  {
    mistake: "answers each line in a thread of its own, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '        connection.sendall(b"[thread %d line %d] %s\\n" % (number, count, text))',
        to: '        def answer():\n            number = threading.get_native_id()\n            connection.sendall(b"[thread %d line %d] %s\\n" % (number, count, text))\n        one = threading.Thread(target=answer)\n        one.start()\n        one.join()',
      },
    ],
    caughtBy: "each line is answered with the thread's and the line's number",
    says: "The thread is chosen for a connection, not for each line",
  },
  {
    mistake: "counts the lines of all clients together, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "    for count, line in enumerate(lines_of(connection), 1):",
        to: "    global count\n    count = 0\n    for line in lines_of(connection):\n        count += 1",
      },
    ],
    caughtBy: "a client in the middle of a line holds up nobody",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps the beginning of a line in a global variable, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '    rest = b""\n',
        to: '    global rest\n    rest = b""\n',
      },
      {
        file: "server.py",
        from: "LONGEST_LINE = 65536\n",
        to: 'LONGEST_LINE = 65536\nrest = b""\n',
      },
    ],
    caughtBy: "a client in the middle of a line holds up nobody",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "answers the lines of a chunk one in the other",
    edits: [
      {
        file: "conversation.ts",
        from: "    let count = this.#lineCount;\n",
        to: "    const [first, ...more] = lines.slice(0, 1);\n    void more;\n    if (first !== undefined) return this.#one(lines, 0);\n    let count = this.#lineCount;\n",
      },
      {
        file: "conversation.ts",
        from: "  #answerLines(",
        to: '  #one(lines: readonly string[], at: number): string {\n    const line = lines[at];\n    if (line === undefined) return "";\n    this.#lineCount += 1;\n    const answer = `${this.#opening}${this.#lineCount}] ${reply(line)}\\n`;\n    return answer + this.#one(lines, at + 1);\n  }\n\n  #answerLines(',
      },
    ],
    caughtBy: "60,000 lines in one write are all answered",
    says: "Does a function call itself for each line?",
  },
  {
    mistake: "answers a line and calls itself for the next, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '    for count, line in enumerate(lines_of(connection), 1):\n        text = reply(line.removesuffix(b"\\r"))\n        connection.sendall(b"[thread %d line %d] %s\\n" % (number, count, text))\n',
        to: '    lines = lines_of(connection)\n\n    def answer(count):\n        line = next(lines, None)\n        if line is None:\n            return\n        text = reply(line.removesuffix(b"\\r"))\n        connection.sendall(b"[thread %d line %d] %s\\n" % (number, count, text))\n        answer(count + 1)\n\n    answer(1)\n',
      },
    ],
    caughtBy: "60,000 lines in one write are all answered",
    says: "RecursionError: maximum recursion depth exceeded",
  },
  {
    mistake: "keeps the CR of a line, in Python",
    base: "python",
    edits: [{ file: "server.py", from: 'reply(line.removesuffix(b"\\r"))', to: "reply(line)" }],
    caughtBy: "the CR of a line's end is dropped, also when it is cut off",
    says: "look for the CR when the line is whole",
  },
  {
    mistake: "compares a limit as text",
    edits: [
      {
        file: "conversation.ts",
        from: "limit > HIGHEST_PRIMES_LIMIT",
        to: "limitText > String(HIGHEST_PRIMES_LIMIT)",
      },
    ],
    caughtBy: "a wrong limit is answered",
    says: "make a number of the digits before you compare",
  },
  {
    mistake: "answers in upper case",
    edits: [
      { file: "conversation.ts", from: "  return line;\n", to: "  return line.toUpperCase();\n" },
    ],
    caughtBy: "each line is answered with the thread's and the line's number",
    says: "came back in upper or lower case",
  },
  {
    mistake: "answers the first line and no other",
    edits: [{ file: "connection-thread.ts", from: 'socket.on("data"', to: 'socket.once("data"' }],
    caughtBy: "each line is answered with the thread's and the line's number",
    says: "answered the first line and no other",
  },
  {
    mistake: "does not handle SIGTERM",
    edits: [
      {
        file: "server.ts",
        from: "await stopSignal();",
        to: "void stopSignal;\n  await new Promise(() => {});",
      },
    ],
    caughtBy: "SIGTERM ends the server and its threads",
    says: "Your server does not handle SIGTERM",
  },
  {
    mistake: "loses the line ends of its input, in Python",
    base: "python",
    edits: [
      {
        file: "client.py",
        from: "            connection.sendall(chunk)\n",
        to: '            connection.sendall(chunk.replace(b"\\n", b""))\n',
      },
    ],
    caughtBy: "the pair works together",
    says: "The client lost the line end of its input",
  },
  {
    mistake: "passes over empty lines",
    edits: [
      {
        file: "shared/framing/line-splitter.ts",
        from: 'return text.includes("\\r") ? lines.map(withoutCarriageReturn) : lines;',
        to: 'return lines.map(withoutCarriageReturn).filter((line) => line !== "");',
      },
    ],
    caughtBy: "lines that come together are answered one by one",
    says: "An empty line is a line",
  },
  {
    mistake: "trims its lines",
    edits: [
      {
        file: "shared/framing/line-splitter.ts",
        from: 'return text.includes("\\r") ? lines.map(withoutCarriageReturn) : lines;',
        to: "return lines.map((line) => withoutCarriageReturn(line).trim());",
      },
    ],
    caughtBy: "lines that come together are answered one by one",
    says: "blanks are a part of the line",
  },
  {
    mistake: "refuses a client in words of its own",
    edits: [{ file: "visit.ts", from: '"server full\\n"', to: '"Server is full\\n"' }],
    caughtBy: "a client too many is told that the server is full",
    says: "The line is `server full`, in these letters",
  },
  {
    mistake: "crashes at any line that begins with crash",
    edits: [
      { file: "conversation.ts", from: 'line === "crash"', to: 'line.split(" ")[0] === "crash"' },
    ],
    caughtBy: "only the whole line is a request",
    says: "only a part of the line is one",
  },
  {
    mistake: "splits a line at blanks and passes over what follows the limit",
    edits: [
      {
        file: "conversation.ts",
        from: "replyToPrimes(line.slice(PRIMES_REQUEST.length))",
        to: 'replyToPrimes(line.split(" ")[1] ?? "")',
      },
    ],
    caughtBy: "a wrong limit is answered",
    says: "ask for digits only",
  },
];
