// Another right server for lab 06: events, callbacks and synchronous files.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import readline from "node:readline";
import { isName } from "./is-name.ts";
import { Names } from "./names.ts";

function option(name: string, usual: string): string {
  const at = process.argv.lastIndexOf(`--${name}`);
  const flag = at === -1 ? undefined : process.argv[at + 1];
  return flag ?? (process.env[`LAB_${name.toUpperCase()}`] || usual);
}

function die(message: string): never {
  fs.writeSync(2, `${message}\n`);
  process.exit(1);
}

/** A file that holds the process id of whoever uses the folder. */
function lock(folder: string): void {
  const file = path.join(folder, "pid");
  try {
    const pid = Number(fs.readFileSync(file, "utf8"));
    process.kill(pid, 0);
    if (pid !== process.pid) {
      die(
        `Cannot use the data folder ${folder}: process ${pid} uses it; stop that, or choose another`,
      );
    }
  } catch {
    // There is no file, or its process has ended.
  }
  fs.writeFileSync(file, String(process.pid));
  process.on("exit", () => fs.rmSync(file, { force: true }));
}

function addressOf(socket: net.Socket): string {
  const address = (socket.remoteAddress ?? "").replace(/%.*$/, "");
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

class ClientConnection {
  readonly #socket: net.Socket;
  readonly #names: Names;
  readonly #address: string;
  #isMet = false;
  #rest = Buffer.alloc(0);

  constructor(socket: net.Socket, names: Names) {
    this.#socket = socket;
    this.#names = names;
    this.#address = addressOf(socket);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => this.#take(Buffer.from(chunk)));
    socket.on("end", () => socket.end());
    const name = names.at(this.#address);
    if (name === undefined) this.#ask();
    else this.#greet(`welcome back, ${name}`);
  }

  #ask(): void {
    this.#socket.write(`who are you, ${this.#address}?\n`);
  }

  #greet(words: string): void {
    this.#isMet = true;
    this.#socket.write(`${words}\n`);
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let end = this.#rest.indexOf(10); end >= 0; end = this.#rest.indexOf(10)) {
      const text = this.#rest.subarray(0, end).toString();
      this.#rest = this.#rest.subarray(end + 1);
      if (this.#socket.writableEnded) return;
      this.#line(text.endsWith("\r") ? text.slice(0, -1) : text);
    }
    if (this.#rest.length > 1_000_000) this.#socket.destroy();
  }

  #line(line: string): void {
    if (!this.#isMet) this.#answer(line);
    else if (line === "exit") this.#socket.end("good-bye\n");
    else this.#socket.write(`${line}\n`);
  }

  #answer(line: string): void {
    if (line === "exit") {
      this.#socket.end();
      return;
    }
    const name = line.trim().normalize("NFC");
    if (!isName(name)) {
      this.#socket.write("cannot use that name: 1 to 32 letters that can be seen, please\n");
      this.#ask();
      return;
    }
    const stored = this.#names.add(this.#address, name);
    this.#greet(stored === name ? `nice to meet you, ${name}` : `welcome back, ${stored}`);
  }
}

const folder = option("data", "data");
fs.mkdirSync(folder, { recursive: true });
lock(folder);
const names = new Names(folder);

const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => new ClientConnection(socket, names),
);
server.on("error", (error) => die(`Cannot listen: ${error.message}; choose another port`));
server.listen({ host: option("host", "127.0.0.1"), port: Number(option("port", "9090")) }, () => {
  const { address, port } = server.address() as net.AddressInfo;
  console.log(`listening on ${address.includes(":") ? `[${address}]` : address}:${port}`);
});

const console_ = readline.createInterface({ input: process.stdin, terminal: false });
console_.on("line", (line) => {
  switch (line.trim()) {
    case "show file":
      process.stdout.write(names.text());
      break;
    case "clear file":
      names.clear();
      fs.appendFileSync(
        path.join(folder, "server.log"),
        `${new Date().toISOString()} file-cleared\n`,
      );
      break;
    case "exit":
      process.exit(0);
  }
});

for (const sign of ["SIGINT", "SIGTERM"] as const) process.on(sign, () => process.exit(0));
