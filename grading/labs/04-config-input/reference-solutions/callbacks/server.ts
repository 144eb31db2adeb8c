// Another right server for lab 04: events, callbacks and a small state machine for each client.
import { hash } from "node:crypto";
import net from "node:net";
import { bare, checkHost, checkPort, checkWord, die, Person, settle, shown } from "./settings.ts";

class ClientConnection {
  readonly #socket: net.Socket;
  readonly #word: string;
  #isInside = false;
  #attempts = 0;
  #rest = "";
  #isFirst = true;

  constructor(socket: net.Socket, word: string) {
    this.#socket = socket;
    this.#word = word;
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.#take(text));
    socket.on("end", () => socket.end());
    if (word === "") this.#enter();
    else socket.write("access word?\n");
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const raw of lines) {
      if (this.#socket.writableEnded) return;
      const line = raw.replace(/\r$/, "").replace(this.#isFirst ? /^\ufeff/ : "", "");
      this.#isFirst = false;
      if (this.#isInside) this.#echo(line);
      else this.#answerWord(line);
    }
  }

  #answerWord(line: string): void {
    this.#attempts += 1;
    if (hash("sha512", line) === hash("sha512", this.#word)) this.#enter();
    else if (this.#attempts < 3) this.#socket.write("wrong access word\naccess word?\n");
    else this.#socket.end("wrong access word\n");
  }

  #enter(): void {
    this.#isInside = true;
    this.#socket.write("welcome\n");
  }

  #echo(line: string): void {
    if (line === "exit") this.#socket.end("good-bye\n");
    else this.#socket.write(`${line}\n`);
  }
}

const open = new Set<net.Socket>();

function start(host: string, port: number, word: string): void {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const peer = shown(socket.remoteAddress ?? "", socket.remotePort ?? 0);
    console.log(`connected ${peer}`);
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      open.delete(socket);
      console.log(`disconnected ${peer}`);
    });
    new ClientConnection(socket, word);
  });

  let now = port;
  server.on("error", (error: NodeJS.ErrnoException) => {
    const last = Math.min(port + 19, 65535);
    if (error.code !== "EADDRINUSE" || port === 0) {
      die(`Cannot listen on ${shown(host, port)}: ${error.code}; check host and port`);
    }
    if (now === last)
      die(`Cannot listen on ${shown(host, port)}: taken up to ${last}; choose another`);
    console.log(`port ${now} is taken, trying ${now + 1}`);
    now += 1;
    server.listen(now, host);
  });
  server.on("listening", () => {
    const bound = server.address() as net.AddressInfo;
    console.log(`listening on ${shown(bound.address, bound.port)}`);
  });
  server.listen(now, host);

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      server.close();
      for (const socket of open) socket.destroy();
    });
  }
}

settle(
  [
    { name: "host", usual: "127.0.0.1", check: checkHost, asked: true },
    { name: "port", usual: "9090", check: checkPort(0), asked: true },
    { name: "access word", usual: "", check: checkWord, asked: true, hidden: true },
  ],
  new Person(),
  ([host = "", port = "", word = ""]) => start(bare(host), Number(port), word),
);
