// Another right server for lab 03: one state machine a client, driven by events and timers.
import net from "node:net";
import { StringDecoder } from "node:string_decoder";

const args = process.argv.slice(2);
const flag = (name: string, fallback: string) => {
  const at = args.indexOf(name);
  return at >= 0 ? (args[at + 1] ?? fallback) : fallback;
};
const host = flag("--host", process.env.LAB_HOST ?? "127.0.0.1");
const port = Number(flag("--port", process.env.LAB_PORT ?? "9090"));
const idleMs = Number(flag("--idle-ms", process.env.LAB_IDLE_MS ?? "60000"));
const graceMs = Number(flag("--grace-ms", process.env.LAB_GRACE_MS ?? "3000"));

class Client {
  private readonly socket: net.Socket;
  private readonly peer: string;
  private readonly decoder = new StringDecoder("utf8");
  private text = "";
  private queue: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private hasEnded = false;
  private isWaiting = false;
  private ending = "";

  constructor(socket: net.Socket) {
    this.socket = socket;
    this.peer = `${socket.remoteAddress}:${socket.remotePort}`;
    console.log(`connected ${this.peer}`);
    socket.on("data", (chunk) => this.take(chunk));
    socket.on("end", () => {
      this.hasEnded = true;
      const last = this.text + this.decoder.end();
      if (last !== "") this.queue.push(last);
      this.next();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      this.ending ||=
        error.code === "ECONNRESET" || error.code === "EPIPE" ? "reset" : error.message;
    });
    socket.on("drain", () => this.next());
    socket.on("close", () => {
      clearTimeout(this.timer);
      clients.delete(this);
      console.log(`disconnected ${this.peer}: ${this.ending || "end of stream"}`);
    });
    this.next();
  }

  /** The server stops: at once, or after the answer under way. */
  stop(): void {
    if (!this.isWaiting) this.leave("server stops", "good-bye: server stops\n");
  }

  destroy(): void {
    this.ending ||= "server stops";
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    if (this.ending !== "") return;
    console.log(`received ${chunk.length} bytes from ${this.peer}`);
    const lines = (this.text + this.decoder.write(chunk)).split("\n");
    this.text = lines.pop() ?? "";
    if ([...lines, this.text].some((line) => line.length > 65536)) {
      this.leave("line too long", "good-bye: line too long\n");
      return;
    }
    this.queue.push(...lines.map((line) => line.replace(/\r$/, "")));
    this.next();
  }

  private next(): void {
    while (this.ending === "" && !this.isWaiting) {
      clearTimeout(this.timer);
      if (this.socket.writableNeedDrain) {
        this.socket.pause();
        return;
      }
      this.socket.resume();
      const line = isStopping ? undefined : this.queue.shift();
      if (line === undefined) {
        this.waitForMore();
        return;
      }
      this.answer(line);
    }
  }

  private waitForMore(): void {
    const silent = `silent for ${idleMs} ms`;
    if (isStopping) this.leave("server stops", "good-bye: server stops\n");
    else if (this.hasEnded) this.leave("end of stream", "");
    else this.timer = setTimeout(() => this.leave(silent, `good-bye: ${silent}\n`), idleMs);
  }

  private answer(line: string): void {
    const [, digits] = /^wait (\d+)$/.exec(line) ?? [];
    if (line === "exit") {
      this.leave("exit", "good-bye\n");
    } else if (digits !== undefined && Number(digits) <= 10_000) {
      this.isWaiting = true;
      this.timer = setTimeout(() => {
        this.isWaiting = false;
        this.socket.write(`waited ${digits} ms\n`);
        this.next();
      }, Number(digits));
    } else {
      this.socket.write(`${line}\n`);
    }
  }

  private leave(ending: string, lastWord: string): void {
    if (this.ending !== "") return;
    this.ending = ending;
    clearTimeout(this.timer);
    this.socket.resume();
    this.socket.end(lastWord);
    this.timer = setTimeout(() => this.socket.destroy(), graceMs);
  }
}

const clients = new Set<Client>();
let isStopping = false;
const server = net.createServer({ allowHalfOpen: true }, (socket) =>
  clients.add(new Client(socket)),
);

server.on("error", (error) => {
  process.stderr.write(`Cannot listen on ${host}:${port}: ${error.message}; try another port\n`);
  process.exitCode = 1;
});
server.listen(port, host, () => {
  const bound = server.address() as net.AddressInfo;
  console.log(`listening on ${bound.address}:${bound.port}`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    const timer = setTimeout(() => {
      for (const client of clients) client.destroy();
    }, graceMs);
    server.close(() => {
      clearTimeout(timer);
      console.log("stopped");
    });
    console.log("stopping");
    for (const client of clients) client.stop();
  });
}
