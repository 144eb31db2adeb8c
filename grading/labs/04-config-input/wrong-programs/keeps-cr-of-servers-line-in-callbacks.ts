/**
 * A program that keeps the CR of the server's line, in callbacks.
 *
 * @file client.ts
 * @base callbacks
 * @caughtBy a CR from the server does not count for the client
 * @says A CR right before the LF is not part of the line
 */

function runClient(host: string, port: number, word: string): void {
  const socket = net.connect({ host, port, allowHalfOpen: true });
  let isInside = false;
  let wasAsked = false;
  let rest = "";

  const sayWord = () => {
    if (person.isHere && (word === "" || wasAsked)) {
      person.ask(wordWish, (answer) => socket.write(`${answer}\n`));
    } else if (word === "" || wasAsked) {
      die("Cannot enter: no right access word was given; set LAB_ACCESS_WORD");
    } else socket.write(`${word}\n`);
    wasAsked = true;
  };

  const sendInput = () => {
    let isFirst = true;
    process.stdin.on("data", (chunk) => {
      const hasMark = isFirst && chunk.subarray(0, 3).equals(Buffer.from("\ufeff"));
      socket.write(hasMark ? chunk.subarray(3) : chunk);
      isFirst = false;
    });
    process.stdin.on("end", () => socket.end());
  };

  const take = (line: string) => {
    if (isInside) process.stdout.write(`${line}\n`);
    else if (line === "access word?") sayWord();
    else if (line === "wrong access word") console.error(line);
    else {
      isInside = true;
      process.stdout.write(`${line}\n`);
      sendInput();
    }
  };

  socket.on("connect", () => console.error(`connected to ${shown(host, port)}`));
  socket.on("error", (error) => die(`Cannot talk to ${shown(host, port)}: ${error.message}`));
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
  socket.on("end", () => {
    if (!isInside) die("Cannot enter: the server has closed the connection");
    socket.destroy();
    process.stdin.destroy();
  });
}
