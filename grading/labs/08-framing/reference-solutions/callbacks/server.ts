// Another right server for lab 08: a class for a client, events and callbacks, no streams of its own.
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import net from "node:net";
import readline from "node:readline";
import { flag, frame, LIMIT, opened, printable, readFrames, sealed } from "./wire.ts";

const host = flag("host", "127.0.0.1");
const port = Number(flag("port", "9090"));
const limit = Number(flag("max-body-bytes", String(LIMIT)));
const checksum = flag("checksum", "none");
const folder = flag("data", "data");
mkdirSync(folder, { recursive: true });

let queue: Client[] = [];
const clients = new Set<Client>();
let isStopping = false;
let count = 0;

function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

function log(level: string, text: string): void {
  appendFileSync(`${folder}/server.log`, `${new Date().toISOString()} ${level} ${text}\n`);
}

class Client {
  private readonly socket: net.Socket;
  private readonly peer: string;
  private readonly number: number;
  private readonly token = randomBytes(32).toString("base64url");
  private readonly frames;
  private hasTurn = false;
  private held: string | undefined;

  constructor(socket: net.Socket) {
    this.socket = socket;
    this.peer = `${socket.remoteAddress}:${socket.remotePort}`;
    this.number = ++count;
    log("info", `connected connection=${this.number} peer=${this.peer}`);
    clients.add(this);
    socket.write(frame(`token ${this.token}`));
    queue.push(this);
    if (queue[0] === this) {
      this.begin();
    } else {
      say(`waiting ${this.peer}`);
      this.send("please wait: the operator is talking to somebody else");
    }
    this.frames = readFrames(socket, limit, {
      message: (message) => this.take(message),
      end: () => this.leave(`left ${this.peer}`, "info", '"end of stream"'),
      failed: (reason, isBrokenRule) =>
        isBrokenRule
          ? this.leave(`refused ${this.peer}: ${reason}`, "warn", "protocol")
          : this.leave(`lost ${this.peer}`, "warn", "lost"),
    });
  }

  begin(): void {
    this.hasTurn = true;
    say(`talking to ${this.peer}`);
    if (this.held === undefined) return;
    this.show(this.held);
    this.held = undefined;
    this.frames.release();
  }

  send(text: string): void {
    this.socket.write(frame(sealed(checksum, text)));
  }

  endSending(): void {
    this.socket.end();
    setTimeout(() => this.socket.destroy(), 2000).unref();
  }

  private take(message: string) {
    const start = `${this.token} `;
    if (!message.startsWith(start)) return this.frames.fail("a message without its token");
    const text = opened(checksum, message.slice(start.length));
    if (text === undefined) return this.frames.fail("a text with another checksum");
    if (this.hasTurn) return this.show(text);
    this.held = text;
    this.frames.hold();
  }

  private show(text: string): void {
    say(`received ${Buffer.byteLength(text)} bytes: ${text}`);
  }

  private leave(told: string, level: string, why: string): void {
    say(told);
    log(level, `disconnected connection=${this.number} why=${why}`);
    clients.delete(this);
    if (level === "info") this.endSending();
    else this.socket.destroy();
    queue = queue.filter((client) => client !== this);
    const next = queue[0];
    if (this.hasTurn && next !== undefined && !isStopping) {
      next.send("thank you for waiting: the operator is talking to you now");
      next.begin();
    }
    if (isStopping) endWhenEmpty();
  }
}

const server = net.createServer({ allowHalfOpen: true }, (socket) => new Client(socket));
server.listen(port, host, () => {
  const address = server.address() as net.AddressInfo;
  say(`listening on ${address.address}:${address.port}`);
});

readline.createInterface({ input: process.stdin, terminal: false }).on("line", (line) => {
  const current = queue[0];
  const word = line.trim();
  if (word === "exit") return stop();
  if (word === "next") return current?.endSending();
  const text = line === "say" || line.startsWith("say ") ? line.slice(4) : line;
  if (current === undefined) return say("nobody is here: not sent");
  current.send(text);
  say(`sent ${Buffer.byteLength(text)} bytes`);
});

function stop(): void {
  if (isStopping) process.exit(130);
  isStopping = true;
  server.close();
  for (const client of clients) client.endSending();
  setTimeout(() => process.exit(0), 3000).unref();
  endWhenEmpty();
}

function endWhenEmpty(): void {
  if (clients.size > 0) return;
  say("stopped");
  process.stdin.destroy();
}

process.on("SIGINT", stop);
process.on("SIGTERM", stop);
