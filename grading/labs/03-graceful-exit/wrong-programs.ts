/** Wrong ways to part, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "tells a silent client good-bye and leaves the connection open",
    edits: [
      {
        file: "visit.ts",
        from: "return `silent for ${limits.idleMs} ms`;",
        to: "socket.write(goodBye(`silent for ${limits.idleMs} ms`));\n        return await new Promise(() => {});",
      },
    ],
    caughtBy: "a silent client is told so and left",
    says: "A timeout closes nothing by itself",
  },
  {
    mistake: "never looks at the clock",
    edits: [
      {
        file: "shared/net/arrival.ts",
        from: 'pause(idleMs, { type: "silence" } as const, { signal }),',
        to: "",
      },
    ],
    caughtBy: "a silent client is told so and left",
    says: "must also look at the clock",
  },
  {
    mistake: "serves one client, then ends",
    edits: [
      {
        file: "server.ts",
        from: "serve(socket, limits));",
        to: "serve(socket, limits).finally(() => server.close()));",
      },
    ],
    caughtBy: "the server says who comes, and how much it received",
    says: "goes on listening",
  },
  {
    mistake: "takes each chunk for one line",
    edits: [
      {
        file: "visit.ts",
        from: "splitter.push(arrival.chunk)",
        to: '[arrival.chunk.toString().replace(/\\n$/, "")]',
      },
    ],
    caughtBy: "lines of text come back as they are",
    says: "the end of a chunk is not the end of a line",
  },
  {
    mistake: "looks for exit in each chunk, and for text in lines",
    edits: [
      {
        file: "visit.ts",
        from: "const ending = await answerLines(splitter.push(arrival.chunk)",
        to: 'if (arrival.chunk.toString().trim() === "exit") return "exit";\n        const ending = await answerLines(splitter.push(arrival.chunk)',
      },
    ],
    caughtBy: "exit is seen however it is cut",
    says: "the end of a chunk is not the end of a line",
  },
  {
    mistake: "echoes exit before it says good-bye",
    edits: [
      {
        file: "visit.ts",
        from: 'if (request.type === "exit") return "exit";',
        to: 'if (request.type === "exit") {\n      await send(socket, "exit\\n");\n      return "exit";\n    }',
      },
    ],
    caughtBy: "the answer to exit is good-bye, and nothing else",
    says: "exit was echoed as if it were text",
  },
  {
    mistake: "says good-bye and leaves the connection open",
    edits: [
      {
        file: "visit.ts",
        from: "socket.end(goodBye(ending));",
        to: 'if (ending === "exit") socket.write(goodBye(ending));\n  else socket.end(goodBye(ending));',
      },
    ],
    caughtBy: "exit ends the session",
    says: "The good-bye was said, but the connection stays open",
  },
  {
    mistake: "lets a client's exit end the whole server",
    edits: [
      {
        file: "visit.ts",
        from: "socket.end(goodBye(ending));",
        to: 'socket.end(goodBye(ending), () => {\n    if (ending === "exit") process.exit(0);\n  });',
      },
    ],
    caughtBy: "after an exit the server goes on",
    says: "The server ended after a client had left",
  },
  {
    mistake: "answers the lines behind exit",
    edits: [
      {
        file: "visit.ts",
        from: "for (const line of lines) {",
        to: "let isLeaving = false;\n  for (const line of lines) {",
      },
      {
        file: "visit.ts",
        from: 'if (request.type === "exit") return "exit";',
        to: 'if (request.type === "exit") {\n      isLeaving = true;\n      await send(socket, "good-bye\\n");\n      continue;\n    }',
      },
      {
        file: "visit.ts",
        from: "  return undefined;",
        to: '  return isLeaving ? "end of stream" : undefined;',
      },
    ],
    caughtBy: "exit between other lines ends the session there",
    says: "The line after exit was answered",
  },
  {
    mistake: "finds exit in any line",
    edits: [{ file: "request.ts", from: 'line === "exit"', to: 'line.includes("exit")' }],
    caughtBy: "only a whole line is a command",
    says: "Compare the whole line",
  },
  {
    mistake: "finds exit at the beginning of any line",
    edits: [{ file: "request.ts", from: 'line === "exit"', to: 'line.startsWith("exit")' }],
    caughtBy: "exit is seen however it is cut",
    says: "Compare the whole line",
  },
  {
    mistake: "splits a wait at its blanks",
    edits: [
      {
        file: "request.ts",
        from: "const digits = /^wait (\\d+)$/.exec(line)?.[1];",
        to: 'const [word, number] = line.split(" ");\n  const digits = word === "wait" ? number : undefined;',
      },
    ],
    caughtBy: "only a whole line is a command",
    says: "forget what follows the number",
  },
  {
    mistake: "reads a negative wait with Number()",
    edits: [{ file: "request.ts", from: "/^wait (\\d+)$/", to: "/^wait (\\S+)$/" }],
    caughtBy: "only a whole line is a command",
    says: "no wait ends before it begins",
  },
  {
    mistake: "lets a wait have a fraction",
    edits: [{ file: "request.ts", from: "/^wait (\\d+)$/", to: "/^wait ([\\d.]+)$/" }],
    caughtBy: "only a whole line is a command",
    says: "also reads fractions",
  },
  {
    mistake: "lets a wait be hexadecimal",
    edits: [{ file: "request.ts", from: "/^wait (\\d+)$/", to: "/^wait ([\\dx]+)$/" }],
    caughtBy: "only a whole line is a command",
    says: "also reads hexadecimal",
  },
  {
    mistake: "takes EXIT for exit",
    edits: [{ file: "request.ts", from: 'line === "exit"', to: 'line.toLowerCase() === "exit"' }],
    caughtBy: "only a whole line is a command",
    says: "Compare the whole line",
  },
  {
    mistake: "forgets the line without a line end",
    edits: [
      {
        file: "visit.ts",
        from: 'return (await answerLines(splitter.end(), socket, limits.stopping)) ?? "end of stream";',
        to: 'return "end of stream";',
      },
    ],
    caughtBy: "the last line needs no line end",
    says: "what is left without a line end is the last line",
  },
  {
    mistake: "answers lines out of their turn",
    edits: [
      {
        file: "visit.ts",
        from: "await send(socket, `${await answerTo(request, socket)}\\n`);",
        to: "void answerTo(request, socket).then((answer) => send(socket, `${answer}\\n`));",
      },
    ],
    caughtBy: "wait is answered in its turn",
    says: "Each line is answered before the next one is looked at",
  },
  {
    mistake: "waits in a busy loop",
    edits: [
      {
        file: "answer.ts",
        from: "await pauseFor(socket, request.milliseconds);",
        to: "for (const end = Date.now() + request.milliseconds; Date.now() < end; );\n      void pauseFor;",
      },
    ],
    caughtBy: "one client's wait holds up nobody, and nobody's exit ends it",
    says: "must not block the event loop",
  },
  {
    mistake: "counts silence while the client waits for its answer",
    edits: [
      {
        file: "visit.ts",
        from: "const chunks = chunksOf(socket);",
        to: "const chunks = chunksOf(socket);\n  socket.setTimeout(limits.idleMs, () => socket.end(goodBye(`silent for ${limits.idleMs} ms`)));",
      },
    ],
    caughtBy: "an answer under way is no silence",
    says: "Count silence only while you wait for the client",
  },
  {
    mistake: "takes the end of the stream for a stop",
    edits: [{ file: "visit.ts", from: '?? "end of stream";', to: '?? "server stops";' }],
    caughtBy: "the server says how a client left",
    says: "takes that for another ending",
  },
  {
    mistake: "does not notice the end of the stream",
    edits: [
      {
        file: "visit.ts",
        from: 'return (await answerLines(splitter.end(), socket, limits.stopping)) ?? "end of stream";',
        to: "return await new Promise(() => {});",
      },
    ],
    caughtBy: "the server says how a client left",
    says: "Nobody notices it here",
  },
  {
    mistake: "closes the connection while the client is still sending",
    edits: [
      {
        file: "visit.ts",
        from: "await linger(socket, chunks, limits.graceMs);",
        to: "void linger;\n  socket.destroySoon();",
      },
    ],
    caughtBy: "the good-bye is not lost when the client sent more",
    says: "the reset may overtake the good-bye",
  },
  {
    mistake: "always waits for the whole grace time",
    edits: [
      {
        file: "shared/net/linger.ts",
        from: "    await finished(socket);",
        to: "    await new Promise((resolve) => setTimeout(resolve, graceMs));\n    void finished;",
      },
    ],
    caughtBy: "the server says how a client left",
    says: "It always waits --grace-ms",
  },
  {
    mistake: "waits forever for a client that does not leave",
    edits: [
      {
        file: "shared/net/linger.ts",
        from: "setTimeout(() => socket.resetAndDestroy(), graceMs)",
        to: "setTimeout(() => {}, graceMs)",
      },
    ],
    caughtBy: "a client that does not leave after the good-bye is left",
    says: "waits for a client that never ends its side",
  },
  {
    mistake: "takes a reset for an end of stream",
    edits: [{ file: "ending.ts", from: 'return "reset";', to: 'return "end of stream";' }],
    caughtBy: "a reset is told apart from an end",
    says: 'should have said …: reset"; it said …: end of stream"',
  },
  {
    mistake: "lets a reset end the whole server",
    edits: [
      {
        file: "visit.ts",
        from: "if (isFromOutside(error)) return endingOf(error);",
        to: "if (isFromOutside(error) && endingOf(error) === 'reset') setImmediate(() => { throw error; });\n    if (isFromOutside(error)) return endingOf(error);",
      },
    ],
    caughtBy: "a reset in the middle of a line ends one connection only",
    says: "The server crashed: Error: read ECONNRESET",
  },
  {
    mistake: "keeps the timer of a client that is gone",
    edits: [{ file: "answer.ts", from: 'once(socket, "close", { signal }),', to: "" }],
    caughtBy: "a client that is gone ends its wait",
    says: "must end with the client",
  },
  {
    mistake: "leaves a timer behind after each chunk",
    edits: [{ file: "shared/net/arrival.ts", from: "over.abort();", to: "void over;" }],
    caughtBy: "clients that wait for nothing are told that the server stops",
    says: "a timer is left. Look at `nextArrival`",
  },
  {
    mistake: "does not ask whether the stop has come already",
    edits: [
      {
        file: "shared/net/arrival.ts",
        from: '  if (stopping.aborted) return { type: "stop" };\n',
        to: "",
      },
    ],
    caughtBy: "a stop finishes the answers under way",
    says: "The answer came, the good-bye did not",
  },
  {
    mistake: "leaves the alarm of the stop behind",
    edits: [
      { file: "shared/net/graceful-stop.ts", from: "  clearTimeout(alarm);", to: "  void alarm;" },
    ],
    caughtBy: "the server ends as soon as all visits are over",
    says: "an alarm is left",
  },
  {
    mistake: "cuts off the answers under way when it stops",
    edits: [
      {
        file: "server.ts",
        from: "  await stopGracefully(",
        to: "  for (const socket of visits.keys()) socket.destroy();\n  await stopGracefully(",
      },
    ],
    caughtBy: "a stop finishes the answers under way",
    says: "The stop cut off an answer",
  },
  {
    mistake: "ends the process at the first signal",
    edits: [{ file: "server.ts", from: "  stop.abort();", to: "  process.exit(0);" }],
    caughtBy: "a stop finishes the answers under way",
    says: "The stop cut off an answer",
  },
  {
    mistake: "stops without telling anybody",
    edits: [{ file: "server.ts", from: "  stop.abort();\n", to: "" }],
    caughtBy: "clients that wait for nothing are told that the server stops",
    says: "must hear of the stop as well",
  },
  {
    mistake: "lets clients in while it stops",
    edits: [
      { file: "shared/net/graceful-stop.ts", from: "  server.close();\n", to: "" },
      {
        file: "shared/net/graceful-stop.ts",
        from: "  clearTimeout(alarm);",
        to: "  clearTimeout(alarm);\n  server.close();",
      },
    ],
    caughtBy: "nobody new is let in while the server stops",
    says: "it was accepted",
  },
  {
    mistake: "never ends while a client stays",
    edits: [
      {
        file: "shared/net/graceful-stop.ts",
        from: "for (const socket of visits.keys()) socket.resetAndDestroy();",
        to: "",
      },
    ],
    caughtBy: "clients that do not go along do not keep the server",
    says: "waits for every open connection, forever",
  },
  {
    mistake: "ignores the second signal",
    edits: [
      {
        file: "server.ts",
        from: "await stopSignal();",
        to: 'await new Promise((resolve) => {\n    process.on("SIGINT", resolve);\n    process.on("SIGTERM", resolve);\n  });',
      },
    ],
    caughtBy: "a second signal ends the server at once",
    says: "must be stoppable too",
  },
  {
    mistake: "waits for input although the server has left",
    edits: [{ file: "talk.ts", from: "    input.destroy();\n", to: "" }],
    caughtBy: "the client ends when the server says good-bye",
    says: "waits for input keeps a process alive",
  },
  {
    mistake: "waits for a good-bye that never comes",
    edits: [
      {
        file: "print-answers.ts",
        from: "  return socket.writableEnded ?",
        to: "  await new Promise((resolve) => setInterval(resolve, 60_000));\n  return socket.writableEnded ?",
      },
    ],
    caughtBy: "the client ends when the server leaves without a word",
    says: "should have ended after the server's end",
  },
  {
    mistake: "takes exit for a command of the client's own",
    edits: [
      {
        file: "talk.ts",
        from: "    await send(socket, chunk);",
        to: '    if (chunk.toString() === "exit\\n") break;\n    await send(socket, chunk);',
      },
    ],
    caughtBy: "the client sends exit, and ends",
    says: "the client sends exit like any other line",
  },
  {
    mistake: "takes the end of its input for the end of the session",
    edits: [
      {
        file: "talk.ts",
        from: "  socket.end();\n}\n\n/** Once",
        to: "  socket.end();\n  process.exit(0);\n}\n\n/** Once",
      },
    ],
    caughtBy: "the client reads on after the end of its input",
    says: "not the end of the session",
  },
  {
    mistake: "takes a reset for a good end",
    edits: [
      {
        file: "client.ts",
        from: "graceMs: flags.graceMs,\n    }),",
        to: 'graceMs: flags.graceMs,\n    }).catch(() => "the server ended the connection"),',
      },
    ],
    caughtBy: "a reset is no good end for the client",
    says: "neither may look like success",
  },
  {
    mistake: "takes a cut answer for a good end",
    edits: [
      {
        file: "print-answers.ts",
        from: "if (splitter.end().length > 0) throw",
        to: "if (lastLine === undefined) throw",
      },
    ],
    caughtBy: "an answer that is cut is no good end",
    says: "neither may look like success",
  },
  {
    mistake: "is killed by the first signal",
    edits: [
      {
        file: "client.ts",
        from: "stopped: stopSignal(),",
        to: "stopped: new Promise(() => stopSignal),",
      },
    ],
    caughtBy: "a stopped client ends its side and reads the rest",
    says: "was ended by SIGINT",
  },
  {
    mistake: "waits forever for a server that stays",
    edits: [
      {
        file: "talk.ts",
        from: "await pause(graceMs, undefined, { ref: false });",
        to: "await new Promise(() => pause);",
      },
    ],
    caughtBy: "a stopped client does not wait for a server that stays",
    says: "Every wait needs an end",
  },
  {
    mistake: "does not understand exit before CR LF",
    edits: [
      {
        file: "visit.ts",
        from: "await answerLines(splitter.push(arrival.chunk), socket, limits.stopping)",
        to: 'await answerLines(\n          splitter.push(Buffer.from(arrival.chunk.toString("latin1").replaceAll("\\r\\n", " \\n"), "latin1")),\n          socket,\n          limits.stopping,\n        )',
      },
    ],
    caughtBy: "a CR before the line end does not count",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "keeps the CR of a line, in Python",
    base: "python",
    edits: [
      { file: "server.py", from: '                line = line.removesuffix("\\r")\n', to: "" },
    ],
    caughtBy: "a CR before the line end does not count",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "keeps the beginning of a line in a variable of its module",
    edits: [
      { file: "visit.ts", from: "  const splitter = new LineSplitter();\n", to: "" },
      {
        file: "visit.ts",
        from: "/** Answers line after line; returns how it ended. */\n",
        to: "const splitter = new LineSplitter();\n\n",
      },
    ],
    caughtBy: "exit is seen however it is cut",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps how a visit ended in a variable of its module",
    edits: [
      {
        file: "visit.ts",
        from: "  const ending = await converse",
        to: "  ending = await converse",
      },
      {
        file: "visit.ts",
        from: "export async function visit(",
        to: "let ending: Ending;\n\nexport async function visit(",
      },
    ],
    caughtBy: "the server says how a client left",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps how a visit ended in a global variable, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '    async def run(self):\n        say(f"connected {self.peer}")\n',
        to: '    async def run(self):\n        global ending\n        say(f"connected {self.peer}")\n',
      },
    ],
    caughtBy: "the server says how a client left",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "answers a line and calls itself for the next, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '            for line in lines:\n                if self.stopping.is_set():\n                    return "server stops"\n                line = line.removesuffix("\\r")\n                if line == "exit":\n                    return "exit"\n                self.writer.write((await self.answer(line) + "\\n").encode())\n                await self.writer.drain()\n',
        to: "            ending = await self.answer_all(lines)\n            if ending:\n                return ending\n",
      },
      {
        file: "server.py",
        from: "    async def answer(self, line):\n",
        to: '    async def answer_all(self, lines):\n        if not lines:\n            return None\n        if self.stopping.is_set():\n            return "server stops"\n        line = lines[0].removesuffix("\\r")\n        if line == "exit":\n            return "exit"\n        self.writer.write((await self.answer(line) + "\\n").encode())\n        await self.writer.drain()\n        return await self.answer_all(lines[1:])\n\n    async def answer(self, line):\n',
      },
    ],
    caughtBy: "20,000 lines in one write are all answered",
    says: "RecursionError: maximum recursion depth exceeded",
  },
  {
    mistake: "leaves the alarm of the leave-taking behind",
    edits: [
      { file: "shared/net/linger.ts", from: "    clearTimeout(alarm);\n", to: "    void alarm;\n" },
    ],
    caughtBy: "the server ends as soon as all visits are over",
    says: "an alarm is left. Look at `stopGracefully` (03.5), then at `linger` (03.3)",
  },
  {
    mistake: "takes every error for a reset",
    edits: [
      {
        file: "ending.ts",
        from: '  if (error instanceof ProtocolError) return "line too long";\n',
        to: "",
      },
      { file: "ending.ts", from: '      return "connection lost";', to: '      return "reset";' },
    ],
    caughtBy: "a line without end is refused",
    says: "That the client broke a rule (`ProtocolError`) is another ending than a reset",
  },
  {
    mistake: "takes no error for a reset",
    edits: [
      { file: "ending.ts", from: '      return "reset";', to: '      return "connection lost";' },
    ],
    caughtBy: "a reset is told apart from an end",
    says: "A reset is an error with the code ECONNRESET",
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
    caughtBy: "a stop finishes the answers under way",
    says: "Your server does not handle SIGTERM",
  },
  {
    mistake: "answers in upper case",
    edits: [
      { file: "answer.ts", from: "return request.text;", to: "return request.text.toUpperCase();" },
    ],
    caughtBy: "lines of text come back as they are",
    says: "came back in upper or lower case",
  },
  {
    mistake: "says good-bye without a line end",
    edits: [{ file: "ending.ts", from: 'return "good-bye\\n";', to: 'return "good-bye";' }],
    caughtBy: "the answer to exit is good-bye, and nothing else",
    says: "The line end (LF, 0a) is missing",
  },
  {
    mistake: "compares a wait as text",
    edits: [
      {
        file: "request.ts",
        from: "if (milliseconds <= LONGEST_WAIT_MS) return",
        to: "if (digits !== undefined && digits <= String(LONGEST_WAIT_MS)) return",
      },
    ],
    caughtBy: "wait is answered in its turn",
    says: "A wait came back as text",
  },
  {
    mistake: "sends its input when all of it has come",
    edits: [
      {
        file: "talk.ts",
        from: "    await send(socket, chunk);\n  }",
        to: "    all.push(chunk);\n  }\n  for (const chunk of all) await send(socket, chunk);",
      },
      {
        file: "talk.ts",
        from: "  for await (const chunk of input",
        to: "  const all: Buffer[] = [];\n  for await (const chunk of input",
      },
    ],
    caughtBy: "the client sends exit, and ends",
    says: "Your client sent nothing while its input was still open",
  },
  {
    mistake: "loses the line ends of its input",
    edits: [
      {
        file: "talk.ts",
        from: "await send(socket, chunk);",
        to: "await send(socket, chunk.toString().trimEnd());",
      },
    ],
    caughtBy: "the client sends exit, and ends",
    says: "The line end (LF, 0a) is missing",
  },
  {
    mistake: "begins a client's time once, when it comes",
    edits: [
      {
        file: "visit.ts",
        from: "    const arrival = await nextArrival(chunks, limits);\n",
        to: "    const idleMs = Math.max(1, limits.idleMs - (Date.now() - start));\n    const arrival = await nextArrival(chunks, { ...limits, idleMs });\n",
      },
      {
        file: "visit.ts",
        from: "  const splitter = new LineSplitter();\n  for (;;) {",
        to: "  const splitter = new LineSplitter();\n  const start = Date.now();\n  for (;;) {",
      },
    ],
    caughtBy: "a client's own bytes begin its time anew, and nobody else's",
    says: "A time that is set once",
  },
  {
    mistake: "begins a client's time anew only when a line is answered, in callbacks",
    base: "callbacks",
    edits: [
      {
        file: "server.ts",
        from: 'line.replace(/\\r$/, "")));\n    this.next();',
        to: 'line.replace(/\\r$/, "")));\n    if (lines.length > 0) this.next();',
      },
    ],
    caughtBy: "a client's own bytes begin its time anew, and nobody else's",
    says: "or only when a line is answered",
  },
  {
    mistake: "has one clock for all clients, in callbacks",
    base: "callbacks",
    edits: [
      {
        file: "server.ts",
        from: "else this.timer = setTimeout(() => this.leave(silent, `good-bye: ${silent}\\n`), idleMs);",
        to: "else {\n      clearTimeout(clock);\n      clock = setTimeout(() => this.leave(silent, `good-bye: ${silent}\\n`), idleMs);\n    }",
      },
      {
        file: "server.ts",
        from: "let isStopping = false;",
        to: "let clock: NodeJS.Timeout | undefined;\nlet isStopping = false;",
      },
    ],
    caughtBy: "a client's own bytes begin its time anew, and nobody else's",
    says: "Each client has a time of its own",
  },
  {
    mistake: "begins a client's time once, when it comes, in Python",
    base: "python",
    edits: [
      { file: "server.py", from: "import sys\n", to: "import sys\nimport time\n" },
      {
        file: "server.py",
        from: '        rest = ""\n        while True:\n',
        to: '        rest = ""\n        end = time.monotonic() + self.idle_ms / 1000\n        while True:\n',
      },
      {
        file: "server.py",
        from: "self.reader.read(65536), self.idle_ms / 1000)",
        to: "self.reader.read(65536), max(0, end - time.monotonic()))",
      },
    ],
    caughtBy: "a client's own bytes begin its time anew, and nobody else's",
    says: "A time that is set once",
  },
  {
    mistake: "waits for the first visit only when it stops",
    edits: [
      {
        file: "shared/net/graceful-stop.ts",
        from: "await Promise.all(visits.values());",
        to: "await Promise.race(visits.values());",
      },
    ],
    caughtBy: "clients that do not go along do not keep the server",
    says: "also when the first visit is over long before",
  },
  {
    mistake: "takes the longest wait for too long",
    edits: [
      {
        file: "request.ts",
        from: "milliseconds <= LONGEST_WAIT_MS",
        to: "milliseconds < LONGEST_WAIT_MS",
      },
    ],
    caughtBy: "one client's wait holds up nobody, and nobody's exit ends it",
    says: "at most 10000 means 10000 as well",
  },
  {
    mistake: "waits for the signal anew at each read, and leaves that listener behind",
    edits: [
      {
        file: "shared/net/arrival.ts",
        from: 'once(stopping, "abort", { signal }).then(() => ({ type: "stop" }) as const),',
        to: 'once(process, "SIGTERM").then(() => ({ type: "stop" }) as const),',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
  {
    mistake: "begins the grace time anew with every byte that it throws away",
    edits: [
      {
        file: "shared/net/linger.ts",
        from: "while ((await chunks.next()).done !== true);",
        to: "while ((await chunks.next()).done !== true) alarm.refresh();",
      },
    ],
    caughtBy: "a client that does not leave after the good-bye is left",
    says: "Such a wait needs an end",
  },
];
