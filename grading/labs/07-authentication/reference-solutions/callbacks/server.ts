// Another right server for lab 07: "data" events, a class for each client, callbacks throughout.
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { keyOf, Store } from "./store.ts";

type Message = Record<string, unknown>;

const { values: flags } = parseArgs({
  options: Object.fromEntries(
    [
      ...["host", "port", "data", "scrypt-ln", "log-in-ms", "idle-ms", "session-max-ms"],
      ...["account-attempts", "address-attempts", "first-delay-ms", "max-delay-ms"],
    ].map((name) => [name, { type: "string" as const }]),
  ),
});

function setting(name: string, usual: string): string {
  return String(
    flags[name] ?? process.env[`LAB_${name.replaceAll("-", "_").toUpperCase()}`] ?? usual,
  );
}

const number = (name: string, usual: number) => Number(setting(name, String(usual)));

const folder = setting("data", "data");
fs.mkdirSync(folder, { recursive: true });
const store = new Store(folder, number("scrypt-ln", 17));
const logInMs = number("log-in-ms", 60_000);
const idleMs = number("idle-ms", 1_800_000);
const sessionMaxMs = number("session-max-ms", 43_200_000);

function log(event: string, more = ""): void {
  fs.appendFileSync(
    path.join(folder, "server.log"),
    `${new Date().toISOString()} info ${event}${more}\n`,
  );
}

/** A name as a value of the log: what is not printable ASCII is escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Work that waits for one of two places. */
const queue: ((leave: () => void) => void)[] = [];
let atWork = 0;
function inTurn(work: (leave: () => void) => void): boolean {
  if (atWork >= 2 && queue.length >= 8) return false;
  queue.push(work);
  nextInTurn();
  return true;
}
function nextInTurn(): void {
  const work = atWork < 2 ? queue.shift() : undefined;
  if (work === undefined) return;
  atWork += 1;
  work(() => {
    atWork -= 1;
    nextInTurn();
  });
}

/** Wrong attempts by key: how many, and until when to wait. */
const wrong = new Map<string, { count: number; until: number }>();
const firstMs = number("first-delay-ms", 1_000);
const maxMs = number("max-delay-ms", 300_000);
const freeOf = (key: string) =>
  key.startsWith("account ") ? number("account-attempts", 5) : number("address-attempts", 20);
function countAttempt(key: string): void {
  const count = (wrong.get(key)?.count ?? 0) + 1;
  const over = count - freeOf(key);
  const wait = over < 0 ? 0 : Math.min(maxMs, firstMs * 2 ** over);
  wrong.set(key, { count, until: performance.now() + wait });
}
function takeBack(key: string): void {
  const known = wrong.get(key);
  if (known !== undefined) wrong.set(key, { count: known.count - 1, until: 0 });
}

/** Sessions by the digest of their token. */
const sessions = new Map<string, { name: string; used: number; end: number }>();
const digest = (token: string) => crypto.createHash("sha256").update(token).digest("hex");
function userOf(token: unknown): string | undefined {
  if (typeof token !== "string") return undefined;
  const session = sessions.get(digest(token));
  const now = performance.now();
  if (session === undefined || now > session.end || now > session.used + idleMs) return undefined;
  session.used = now;
  return session.name;
}

const COMMON =
  /^(passwor[dt]\d*|qwerty\w*|letmein\d*|welcome\d*|iloveyou\d*|(.)\2*|0?1?23456789?0?)!?$/i;

function badPassword(password: string): string | undefined {
  const length = [...password.normalize("NFC")].length;
  if (length < 8) return "too short";
  if (length > 256) return "too long";
  return password.trim() !== "" && !/[^\x20-\x7e]/.test(password) && COMMON.test(password)
    ? "too common"
    : undefined;
}

class ClientConnection {
  readonly #socket: net.Socket;
  readonly #address: string;
  #rest = "";
  #isIn = false;
  #isBusy = false;
  #isInLoop = false;
  #hasEnded = false;
  #lines: string[] = [];
  #timer: NodeJS.Timeout;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    this.#address = `address ${socket.remoteAddress}`;
    this.#timer = setTimeout(() => this.#dismiss("too slow"), logInMs);
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      const lines = (this.#rest + text).split("\n");
      this.#rest = lines.pop() ?? "";
      this.#lines.push(...lines);
      if (this.#isIn) this.#restart();
      this.#next();
    });
    socket.on("end", () => {
      this.#hasEnded = true;
      this.#next();
    });
    socket.on("error", () => {});
    socket.on("close", () => clearTimeout(this.#timer));
  }

  #restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dismiss("silent for too long"), idleMs);
  }

  #dismiss(reason: string): void {
    this.#socket.end(`${JSON.stringify({ type: "refused", reason })}\n`);
  }

  /** A loop, because most answers come at once: a call for each line would fill the stack. */
  #next(): void {
    if (this.#isInLoop) return;
    this.#isInLoop = true;
    while (!this.#isBusy && !this.#socket.writableEnded) {
      const line = this.#lines.shift();
      if (line === undefined) {
        if (this.#hasEnded) this.#socket.end();
        break;
      }
      this.#isBusy = true;
      this.#handle(line);
    }
    this.#isInLoop = false;
  }

  #answer(message: Message): void {
    if (message.type === "welcome" || message.type === "said") {
      this.#isIn = true;
      this.#restart();
    }
    this.#socket.write(`${JSON.stringify(message)}\n`);
    if (message.type === "good-bye") this.#socket.end();
    this.#isBusy = false;
    this.#next();
  }

  #refuse(reason: string, more: Message = {}): void {
    this.#answer({ type: "refused", reason, ...more });
  }

  #handle(line: string) {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      message = undefined;
    }
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      return this.#refuse("not understood: no JSON object");
    }
    const { type, name, password, token, text } = message as Message;
    if (type === "register" || type === "log-in") {
      if (typeof name !== "string" || typeof password !== "string") {
        return this.#refuse("not understood: name and password are texts");
      }
      return this.#credentials(type === "register", name.trim().normalize("NFC"), password);
    }
    if (userOf(token) === undefined) return this.#refuse("not logged in");
    if (type === "log-out") {
      sessions.delete(digest(String(token)));
      this.#answer({ type: "good-bye" });
    } else if (type === "say" && typeof text === "string") this.#answer({ type: "said", text });
    else this.#refuse("not understood: what is that?");
  }

  #credentials(isNew: boolean, name: string, password: string) {
    if (name === "" || [...name].length > 32 || /\p{Cc}/u.test(name)) {
      return this.#refuse("bad name: 1 to 32 letters");
    }
    const bad = isNew ? badPassword(password) : undefined;
    if (bad !== undefined) return this.#refuse(`bad password: ${bad}`);
    if (isNew && store.find(name) !== undefined) return this.#refuse("name is taken");
    const keys = [`account ${keyOf(name)}`, this.#address];
    const wait = Math.max(...keys.map((key) => (wrong.get(key)?.until ?? 0) - performance.now()));
    if (!isNew && wait > 0) {
      return this.#refuse("too many attempts", { retryAfterMs: Math.ceil(wait) });
    }
    if (!isNew) keys.forEach(countAttempt);
    const isQueued = inTurn((leave) => {
      if (isNew) this.#register(name, password, leave);
      else this.#logIn(name, password, keys, leave);
    });
    if (isQueued) return;
    if (!isNew) keys.forEach(takeBack);
    this.#refuse("busy");
  }

  #register(name: string, password: string, leave: () => void): void {
    store.add(name, password, (isAdded) => {
      leave();
      if (isAdded) this.#answer({ type: "registered" });
      else this.#refuse("name is taken");
    });
  }

  #logIn(name: string, password: string, keys: string[], leave: () => void): void {
    store.check(name, password, (user) => {
      leave();
      if (user === undefined) return this.#refuse("wrong name or password");
      wrong.delete(keys[0] ?? "");
      takeBack(keys[1] ?? "");
      log("log-in", ` user=${quoted(user.name)}`);
      const token = crypto.randomBytes(32).toString("base64url");
      const now = performance.now();
      sessions.set(digest(token), { name: user.name, used: now, end: now + sessionMaxMs });
      this.#answer({ type: "welcome", name: user.name, token });
    });
  }
}

const open = new Set<net.Socket>();
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  open.add(socket);
  socket.on("close", () => open.delete(socket));
  new ClientConnection(socket);
});
server.listen(number("port", 9090), setting("host", "127.0.0.1"), () => {
  const { address, port } = server.address() as net.AddressInfo;
  console.log(`listening on ${address}:${port}`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    server.close();
    for (const socket of open) socket.destroy();
  });
}
