/**
 * A program that calls itself for each line from the server, in callbacks.
 *
 * @file client.ts
 * @base callbacks
 * @caughtBy the client prints all that comes from the greeting on
 * @says Maximum call stack size exceeded
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
    const next = (at: number): void => {
      const line = lines[at];
      if (line === undefined) return;
      take(line.replace(/\r$/, ""));
      next(at + 1);
    };
    next(0);
  });
  socket.on("end", () => {
    if (!isInside) die("Cannot enter: the server has closed the connection");
    socket.destroy();
    process.stdin.destroy();
  });
}
