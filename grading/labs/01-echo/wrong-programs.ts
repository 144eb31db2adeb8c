/** Wrong echo pairs, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "decodes each chunk alone",
    edits: [{ file: "echo.ts", from: "socket.write(chunk)", to: "socket.write(chunk.toString())" }],
    caughtBy: "the server sends back every byte, however it is cut",
    says: "cut letters were lost",
  },
  {
    mistake: "does not wait for drain",
    edits: [
      {
        file: "echo.ts",
        from: '    if (!socket.write(chunk)) {\n      socket.pause();\n      socket.once("drain", () => socket.resume());\n    }\n',
        to: "    socket.write(chunk);\n",
      },
    ],
    caughtBy: "a client that does not read is not read either",
    says: "piles up in this process's memory",
  },
  {
    mistake: "does not wait for drain in the client",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "await send(socket, chunk);",
        to: "socket.write(chunk);",
      },
    ],
    caughtBy: "the client does not read more input than the server takes",
    says: "piles up in this process's memory",
  },
  {
    mistake: "writes without waiting and destroys the connection at the end",
    edits: [
      { file: "echo.ts", from: "      socket.pause();\n", to: "" },
      {
        file: "echo.ts",
        from: 'socket.once("end", () => socket.end());',
        to: 'socket.once("end", () => socket.destroy());',
      },
    ],
    caughtBy: "the server goes on after the client has ended its side",
    says: "closed before everything was sent",
  },
  {
    mistake: "answers only when the client has ended its side",
    edits: [
      {
        file: "echo.ts",
        from: '    if (!socket.write(chunk)) {\n      socket.pause();\n      socket.once("drain", () => socket.resume());\n    }\n',
        to: '    socket.once("end", () => socket.write(chunk));\n',
      },
    ],
    caughtBy: "the server sends back what it gets, at once",
    says: "Does the server wait for the end of the stream",
  },
  {
    mistake: "keeps its side open forever",
    edits: [{ file: "echo.ts", from: '  socket.once("end", () => socket.end());\n', to: "" }],
    caughtBy: "the server goes on after the client has ended its side",
    says: "after the echo the server ends its side",
  },
  {
    mistake: "lets a reset end the whole server",
    edits: [
      {
        file: "echo.ts",
        from: "await echo(socket, peer);",
        to: "echo(socket, peer);",
      },
      { file: "echo.ts", from: "    socket.destroy();\n", to: "" },
    ],
    caughtBy: "a reset ends one connection only",
    says: "crashed: …ECONNRESET…ends the whole program",
  },
  {
    mistake: "serves one client, then ends",
    edits: [
      {
        file: "server.ts",
        from: "sockets.add(socket);",
        to: "sockets.add(socket);\n    server.close();",
      },
    ],
    caughtBy: "the server says who comes and who leaves",
    says: "when one client has left, it serves the next",
  },
  {
    mistake: "serves one client at a time",
    edits: [
      {
        file: "server.ts",
        from: "void serve(socket);",
        to: "turn = turn.then(() => serve(socket));",
      },
      {
        file: "server.ts",
        from: "const sockets = new Set<Socket>();",
        to: "const sockets = new Set<Socket>();\n  let turn = Promise.resolve();",
      },
    ],
    caughtBy: "clients do not wait for each other",
    says: "one client at a time",
  },
  {
    mistake: "listens on a port written into the source",
    edits: [
      {
        file: "server.ts",
        from: "listen(server, flags)",
        to: "listen(server, { ...flags, port: flags.port === 0 ? 0 : 9091 })",
      },
    ],
    caughtBy: "the server listens where it is told",
    says: "written into the source",
  },
  {
    mistake: "announces port 0",
    edits: [
      {
        file: "shared/net/listen.ts",
        from: "resolve({ host, port });",
        to: "resolve({ host, port: port > 0 ? wanted.port : 0 });",
      },
    ],
    caughtBy: "the server says where it listens",
    says: "ask server.address()",
  },
  {
    mistake: "does not hear the error of a taken port",
    edits: [{ file: "shared/net/listen.ts", from: '    server.once("error", failed);\n', to: "" }],
    caughtBy: "a taken port is told in one line",
    says: "stack trace",
  },
  {
    mistake: "does not hear the error of a refused connection",
    edits: [{ file: "shared/net/connect.ts", from: '    socket.once("error", reject);\n', to: "" }],
    caughtBy: "a refused connection is told in one line",
    says: "stack trace",
  },
  {
    mistake: "connects to an address written into the source",
    edits: [
      {
        file: "shared/net/connect.ts",
        from: "openSocket({ host, port,",
        to: "openSocket({ host, port: port === 0 ? 0 : 9090,",
      },
    ],
    caughtBy: "the client connects where it is told",
    says: "written into the source",
  },
  {
    mistake: "prints each chunk of the answer with console.log",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "await send(screen, chunk);",
        to: "console.log(chunk.toString());",
      },
    ],
    caughtBy: "the client prints what it gets, byte for byte",
    says: "a chunk that is decoded alone",
  },
  {
    mistake: "takes the end of its input for the end of the visit",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "  socket.end();\n",
        to: "  socket.end();\n  process.exit(0);\n",
      },
    ],
    caughtBy: "the client reads on after its input has ended",
    says: "not the end of the visit",
  },
  {
    mistake: "never tells the server that its input has ended",
    edits: [{ file: "shared/console/talk.ts", from: "  socket.end();\n", to: "" }],
    caughtBy: "the client sends its input byte for byte",
    says: "sends a FIN and still reads",
  },
  {
    mistake: "waits for input although the server has left",
    edits: [{ file: "shared/console/talk.ts", from: "    input.destroy();\n", to: "" }],
    caughtBy: "the client ends when the server has ended",
    says: "keeps a process alive",
  },
  {
    mistake: "ignores SIGTERM",
    edits: [
      {
        file: "server.ts",
        from: "await stopSignal();",
        to: 'process.on("SIGTERM", () => {});\n  await new Promise(() => {});',
      },
    ],
    caughtBy: "SIGTERM ends the server with status 0",
    says: "still ran after",
  },
  {
    mistake: "lets Ctrl-C kill the client",
    edits: [
      {
        file: "client.ts",
        from: "void stopSignal().then(() => process.exit(0));",
        to: "void stopSignal;",
      },
    ],
    caughtBy: "SIGINT ends the client with status 0",
    says: "was ended by SIGINT",
  },
  {
    mistake: "says nothing of what it sends",
    edits: [
      { file: "echo.ts", from: "    say(`sent ${chunk.length} bytes to ${peer}`);\n", to: "" },
    ],
    caughtBy: "the server says how much it received and sent",
    says: "sent 6 bytes to",
  },
  {
    mistake: "ends without waiting for the last byte",
    edits: [
      {
        file: "echo.ts",
        from: "await finished(socket);",
        to: 'await new Promise((resolve) => socket.once("end", resolve));',
      },
    ],
    caughtBy: "the last bytes are not lost",
    says: "throws away what still waits",
  },
  {
    mistake: "waits for drain after each write",
    edits: [
      {
        file: "shared/net/send.ts",
        from: "  if (stream.write(chunk) || stream.destroyed) return;\n",
        to: "  stream.write(chunk);\n",
      },
    ],
    caughtBy: "the client sends its input byte for byte",
    says: "only after `write` has returned false",
  },
  {
    mistake: "says that it is connected before it is",
    edits: [
      {
        file: "shared/net/connect.ts",
        from: '    socket.once("connect", () => {\n',
        to: "    queueMicrotask(() => {\n",
      },
    ],
    caughtBy: "a refused connection is told in one line",
    says: 'wait for the event "connect"',
  },
  {
    mistake: "leaves a line for finding its mistakes in the client",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "say(`received ${chunk.length} bytes`);",
        to: "console.log(chunk);",
      },
    ],
    caughtBy: "the client prints what it gets, byte for byte",
    says: "lines of its own on standard output",
  },
  {
    mistake: "pauses and never reads on",
    edits: [
      {
        file: "echo.ts",
        from: '      socket.once("drain", () => socket.resume());\n',
        to: "",
      },
    ],
    caughtBy: "a client that does not read is not read either",
    says: "paused and never read on",
  },
  {
    mistake: "adds its listeners and returns at once",
    edits: [{ file: "echo.ts", from: "  await finished(socket);\n", to: "" }],
    caughtBy: "the server sends back what it gets, at once",
    says: "adding listeners is not waiting",
  },
  {
    mistake: "waits for the end and hears no error",
    edits: [
      {
        file: "echo.ts",
        from: "await finished(socket);",
        to: 'await new Promise((resolve) => socket.once("close", resolve));',
      },
    ],
    caughtBy: "a reset ends one connection only",
    says: "crashed: …look at `echo`: it must wait with `finished(socket)`",
  },
  {
    mistake: "says the length of a chunk by a property that it has not",
    edits: [
      {
        file: "echo.ts",
        from: "`received ${chunk.length} bytes",
        to: "`received ${chunk.size} bytes",
      },
    ],
    caughtBy: "the server says how much it received and sent",
    says: 'nearest line that it printed was "received undefined bytes',
  },
  {
    mistake: "serves one client at a time in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "threading.Thread(target=serve, args=(connection, peer), daemon=True).start()",
        to: "serve(connection, peer)",
      },
    ],
    caughtBy: "clients do not wait for each other",
    says: "one client at a time",
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
    caughtBy: "SIGTERM ends the server with status 0",
    says: "Your server does not handle SIGTERM",
  },
  {
    mistake: "moves to another port when its own is taken",
    edits: [
      {
        file: "shared/net/listen.ts",
        from: "      reject(error);",
        to: "      void error;\n      listen(server, { host, port: 0 }).then(resolve, reject);",
      },
    ],
    caughtBy: "a taken port is told in one line",
    says: 'it says "listening on …this server ends',
  },
  {
    mistake: "never settles the promise of a listen that has failed",
    edits: [
      { file: "shared/net/listen.ts", from: "      reject(error);", to: "      void error;" },
    ],
    caughtBy: "a taken port is told in one line",
    says: "must pass the error on: `reject(error)`",
  },
  {
    mistake: "changes the text to upper case",
    edits: [
      {
        file: "echo.ts",
        from: "socket.write(chunk)",
        to: "socket.write(chunk.toString().toUpperCase())",
      },
    ],
    caughtBy: "the server sends back what it gets, at once",
    says: "came back in upper or lower case",
  },
  {
    mistake: "says something before each echo",
    edits: [{ file: "echo.ts", from: "socket.write(chunk)", to: "socket.write(`echo: ${chunk}`)" }],
    caughtBy: "the server sends back what it gets, at once",
    says: 'Something else stands before it: "echo: "',
  },
  {
    mistake: "takes the line end off what comes",
    edits: [
      { file: "echo.ts", from: "socket.write(chunk)", to: "socket.write(chunk.toString().trim())" },
    ],
    caughtBy: "the server sends back what it gets, at once",
    says: "The line end (LF, 0a) is missing",
  },
  {
    mistake: "answers once, then closes",
    edits: [
      { file: "echo.ts", from: 'socket.on("data"', to: 'socket.once("data"' },
      { file: "echo.ts", from: "    say(`sent", to: "    socket.end();\n    say(`sent" },
    ],
    caughtBy: "the server sends back what it gets, at once",
    says: "answered once, then closed the connection",
  },
  {
    mistake: "answers once, then closes, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "        while chunk := connection.recv(65536):",
        to: "        if chunk := connection.recv(65536):",
      },
    ],
    caughtBy: "the server sends back what it gets, at once",
    says: "answered once, then closed the connection",
  },
  {
    mistake: "listens for the first chunk only",
    edits: [{ file: "echo.ts", from: 'socket.on("data"', to: 'socket.once("data"' }],
    caughtBy: "the server sends back what it gets, at once",
    says: "answered only the first message",
  },
  {
    mistake: "keeps the client's address in a variable of its module",
    edits: [
      { file: "echo.ts", from: "  const peer = peerAddress", to: "  peer = peerAddress" },
      {
        file: "echo.ts",
        from: "export async function serve(",
        to: 'let peer = "";\n\nexport async function serve(',
      },
    ],
    caughtBy: "each message names its own client",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "keeps the client's address in a global variable in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "def serve(connection, peer):",
        to: "def serve(connection, _peer):",
      },
      { file: "server.py", from: "def main():", to: "def main():\n    global peer" },
    ],
    caughtBy: "each message names its own client",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "keeps the client's socket in a variable of its module",
    edits: [
      { file: "echo.ts", from: "socket.write(chunk)", to: "current.write(chunk)" },
      {
        file: "echo.ts",
        from: '  socket.on("data"',
        to: '  current = socket;\n  socket.on("data"',
      },
      {
        file: "echo.ts",
        from: "export async function echo(",
        to: "let current: Socket;\n\nexport async function echo(",
      },
    ],
    caughtBy: "clients do not wait for each other",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "keeps the client's socket in a global variable in Python",
    base: "python",
    edits: [
      { file: "server.py", from: "def serve(connection, peer):", to: "def serve(mine, peer):" },
      {
        file: "server.py",
        from: "while chunk := connection.recv(65536):",
        to: "while chunk := mine.recv(65536):",
      },
      {
        file: "server.py",
        from: "        connection.shutdown(socket.SHUT_WR)",
        to: "        mine.shutdown(socket.SHUT_WR)",
      },
      { file: "server.py", from: "        connection.close()", to: "        mine.close()" },
      { file: "server.py", from: "def main():", to: "def main():\n    global connection" },
    ],
    caughtBy: "clients do not wait for each other",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "waits for a drain that never comes when the client has gone",
    edits: [
      { file: "shared/net/send.ts", from: '    stream.on("close", settle);\n', to: "" },
      {
        file: "echo.ts",
        from: '    if (!socket.write(chunk)) {\n      socket.pause();\n      socket.once("drain", () => socket.resume());\n    }\n    say(`sent ${chunk.length} bytes to ${peer}`);\n  });\n  socket.once("end", () => socket.end());\n',
        to: "    await send(socket, chunk);\n    say(`sent ${chunk.length} bytes to ${peer}`);\n  }\n  socket.end();\n",
      },
      {
        file: "echo.ts",
        from: '  socket.on("data", (chunk) => {',
        to: "  for await (const chunk of socket as AsyncIterable<Buffer>) {",
      },
      {
        file: "echo.ts",
        from: "import { finished }",
        to: 'import { send } from "./shared/net/send.ts";\nimport { finished }',
      },
    ],
    caughtBy: "a client that leaves while its echo waits is let go",
    says: "A connection that is gone never drains",
  },
  {
    mistake: "sends its input when all of it has come",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "    await send(socket, chunk);\n",
        to: "    all.push(chunk);\n",
      },
      {
        file: "shared/console/talk.ts",
        from: "  for await (const chunk of input",
        to: "  const all: Buffer[] = [];\n  for await (const chunk of input",
      },
      {
        file: "shared/console/talk.ts",
        from: "  socket.end();\n",
        to: "  for (const chunk of all) await send(socket, chunk);\n  socket.end();\n",
      },
    ],
    caughtBy: "the client sends its input byte for byte",
    says: "sent nothing while its input was still open",
  },
  {
    mistake: "sends its input when all of it has come, in Python",
    base: "python",
    edits: [
      {
        file: "client.py",
        from: "        while chunk := os.read(0, 65536):\n            connection.sendall(chunk)\n",
        to: "        connection.sendall(sys.stdin.buffer.read())\n",
      },
    ],
    caughtBy: "the client sends its input byte for byte",
    says: "sent nothing while its input was still open",
  },
  {
    mistake: "loses the line ends of its input",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "await send(socket, chunk);",
        to: "await send(socket, Buffer.from(chunk.filter((byte) => byte !== 0x0a)));",
      },
    ],
    caughtBy: "the client sends its input byte for byte",
    says: "The line end (LF, 0a) is missing",
  },
  {
    mistake: "loses the line ends of its input, and waits for each answer, in Python",
    base: "python",
    edits: [
      {
        file: "client.py",
        from: "        while chunk := os.read(0, 65536):\n            connection.sendall(chunk)\n",
        to: "        while True:\n            connection.sendall(input().encode())\n            print(connection.recv(1024).decode())\n",
      },
      {
        file: "client.py",
        from: "    threading.Thread(target=send_input, args=(connection,), daemon=True).start()\n",
        to: "    send_input(connection)\n",
      },
    ],
    caughtBy: "the client sends its input byte for byte",
    says: "The line end (LF, 0a) is missing",
  },
  {
    mistake: "reads from the server only when its input has ended",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "await Promise.race([printing, sending.then(() => printing)]);",
        to: "await sending;\n    await printAnswer(answers, output);",
      },
      {
        file: "shared/console/talk.ts",
        from: "  const printing = printAnswer(answers, output);\n",
        to: "",
      },
    ],
    caughtBy: "the client prints what it gets, byte for byte",
    says: "printed nothing while its input was still open",
  },
  {
    mistake: "prints the first chunk of the answer only",
    edits: [
      {
        file: "shared/console/talk.ts",
        from: "    await send(screen, chunk);\n",
        to: "    await send(screen, chunk);\n    break;\n",
      },
    ],
    caughtBy: "the client prints what it gets, byte for byte",
    says: "printed the first bytes and then no more",
  },
  {
    mistake: "counts characters for bytes",
    edits: [
      {
        file: "echo.ts",
        from: "say(`received ${chunk.length} bytes",
        to: "say(`received ${String(chunk).length} bytes",
      },
    ],
    caughtBy: "the server says how much it received and sent",
    says: "N counts bytes, not characters",
  },
  {
    mistake: "says nothing of a client that leaves by a reset",
    edits: [
      {
        file: "echo.ts",
        from: "    say(`disconnected ${peer}: ${explainBrokenConnection(error)}`);\n",
        to: "    void explainBrokenConnection(error);\n",
      },
    ],
    caughtBy: "each message names its own client",
    says: "This client left by a reset",
  },
  {
    mistake: "sends each chunk back twice",
    edits: [
      {
        file: "echo.ts",
        from: "    if (!socket.write(chunk)) {",
        to: "    socket.write(chunk);\n    if (!socket.write(chunk)) {",
      },
    ],
    caughtBy: "the server sends back what it gets, at once",
    says: "no line end, no second copy",
  },
];
