// Another right server for lab 09: events and callbacks, one class for a connection, nothing awaited.
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import net from "node:net";
import { networkInterfaces } from "node:os";
import readline from "node:readline";
import { TLSSocket } from "node:tls";
import forge from "node-forge";
import { answer, fingerprintOf } from "./hello.ts";
import { History, type Message } from "./history.ts";
import { Member } from "./member.ts";
import { flag, has, number } from "./options.ts";
import { badName, badPassword, compare, makeRecord, Throttle } from "./passwords.ts";
import { CsvUsers, DatabaseUsers, keyOf, readSecret, type Users } from "./users.ts";
import { type Closing, type Json, objectIn, TYPE, Wire } from "./wire.ts";

const folder = flag("data", "data");
fs.mkdirSync(folder, { recursive: true });
const ln = number("scrypt-ln", 17);
const [perAddress, newPerAddress] = [number("per-address", 8), number("new-per-address", 30)];
const [pingMs, pongMs] = [number("ping-ms", 30_000), number("pong-ms", 15_000)];
const [burst, perSecond] = [number("burst", 5), number("per-second", 2)];
const times = {
  limit: 2_048,
  frameMs: number("frame-ms", 10_000),
  handshakeMs: number("handshake-ms", 10_000),
};

const privatePem = readSecret(`${folder}/server.key`)?.toString() ?? makeIdentity();
const certificatePem = fs.readFileSync(`${folder}/server.crt`, "utf8");
const identity = {
  key: crypto.createPrivateKey(privatePem),
  certificate: new crypto.X509Certificate(certificatePem).raw,
};
const history = new History(folder);
const throttle = new Throttle(
  number("account-attempts", 5),
  number("address-attempts", 20),
  number("first-delay-ms", 1_000),
);
const sessions = new Map<string, string>();
const connections = new Set<ClientConnection>();
const members = new Set<Member>();
const arrivals = new Map<string, number[]>();
const privateIds = new Set<string>();
let users = openUsers(flag("database", "clients.csv"));
let hashesUnderWay = 0;
let isOpen = true;
let isStopping = false;

/** Four are computed at once, by Node's pool of threads; the others wait. */
const MAX_HASHES_UNDER_WAY = 10;

const say = (line: string) => process.stdout.write(`${line.replace(/\p{Cc}/gu, "?")}\n`);
const log = (level: string, text: string) =>
  fs.appendFileSync(`${folder}/server.log`, `${new Date().toISOString()} ${level} ${text}\n`);
const tellAll = (event: object) => {
  const json = JSON.stringify(event);
  for (const member of [...members]) member.tell(json);
};
const connectionsOf = (name: string) =>
  [...members].filter((one) => keyOf(one.name) === keyOf(name));
const hashOf = (token: string) => crypto.hash("sha256", token, "hex");

class ClientConnection {
  readonly wire: Wire;
  readonly socket: net.Socket;
  private readonly address: string;
  private readonly id: number;
  private static count = 0;
  member: Member | undefined;
  private isBusy = false;
  private waiting: (() => void)[] = [];
  private tokens = burst;
  private counted = Date.now();
  private readonly logInTimer: NodeJS.Timeout;
  private readonly heartbeat: NodeJS.Timeout;
  private isAsked = false;

  constructor(raw: net.Socket) {
    this.address = (raw.remoteAddress ?? "").replace(/^::ffff:/, "");
    this.id = ++ClientConnection.count;
    log("info", `connected connection=${this.id} peer=${this.address}:${raw.remotePort}`);
    const options = {
      isServer: true,
      key: privatePem,
      cert: certificatePem,
      minVersion: "TLSv1.3",
    } as const;
    const tls = has("tls") ? new TLSSocket(raw, options) : undefined;
    this.socket = tls ?? raw;
    raw.on("error", () => {});
    this.wire = new Wire(this.socket, times);
    tls?.once("secure", () => this.wire.trustTls());
    this.wire.once("hello", (hello) => this.greet(hello));
    this.wire.once("open", () => log("info", `handshake connection=${this.id}`));
    this.wire.on("record", (type, body) => this.slowly(() => this.take(type, body)));
    this.wire.once("gone", (why) => this.gone(why));
    this.logInTimer = setTimeout(
      () => this.end({ reason: "the log-in took too long" }),
      number("log-in-ms", 60_000),
    );
    this.heartbeat = setInterval(() => this.listen(), Math.min(pingMs, pongMs) / 4);
    connections.add(this);
  }

  end(closing: Closing): void {
    if (this.member === undefined) this.wire.close(closing);
    else this.member.leave(closing);
  }

  private greet(hello: Buffer): void {
    try {
      const { hello: own, keys } = answer(hello, identity);
      this.wire.frame(own);
      this.wire.agree(keys, "server");
    } catch {
      this.wire.fail("a hello that is none");
    }
  }

  private gone(why: string): void {
    clearTimeout(this.logInTimer);
    clearInterval(this.heartbeat);
    connections.delete(this);
    log("info", `disconnected connection=${this.id} why=${JSON.stringify(why)}`);
    this.leaveRoom();
  }

  private leaveRoom(): void {
    const { member } = this;
    if (member === undefined || !members.delete(member)) return;
    if (connectionsOf(member.name).length === 0) tellAll({ type: "left", name: member.name });
  }

  private listen(): void {
    const silent = this.wire.silentMs;
    if (silent < pingMs) this.isAsked = false;
    if (this.member === undefined || silent < pingMs) return;
    if (silent >= pingMs + pongMs) {
      this.end({ reason: "you were silent for too long", again: true });
      return;
    }
    if (!this.isAsked) this.wire.send(TYPE.ping);
    this.isAsked = true;
  }

  /** One record after the other, and no faster than is allowed. */
  private slowly(work: () => void): void {
    this.waiting.push(work);
    if (this.waiting.length === 1) this.next();
  }

  private next(): void {
    const now = Date.now();
    this.tokens = Math.min(burst, this.tokens + ((now - this.counted) * perSecond) / 1_000) - 1;
    this.counted = now;
    if (this.tokens >= 0) {
      this.work();
      return;
    }
    this.wire.hold();
    setTimeout(() => this.work(), (-this.tokens * 1_000) / perSecond);
  }

  private work(): void {
    this.waiting[0]?.();
    if (this.isBusy) {
      this.wire.hold();
      return;
    }
    this.goOn();
  }

  private goOn(): void {
    this.waiting.shift();
    if (this.waiting.length > 0) this.next();
    else this.wire.release();
  }

  private take(type: number, body: Buffer): void {
    if (type === TYPE.close) {
      this.member?.leave({});
      return;
    }
    const fields = objectIn(body);
    if (this.member !== undefined) {
      if (type === TYPE.request && fields !== undefined && this.request(this.member, fields))
        return;
    } else if (fields !== undefined && this.enter(type, fields)) {
      return;
    }
    this.end({ reason: "that cannot be understood" });
  }

  /** False when it makes no sense. */
  private enter(type: number, { name, password, token, after }: Json): boolean {
    const number =
      typeof after === "number" && Number.isSafeInteger(after) && after >= 0 ? after : undefined;
    if (after !== undefined && number === undefined) return false;
    const isResume = type === TYPE.resume;
    if (
      isResume
        ? typeof token !== "string"
        : typeof name !== "string" || typeof password !== "string"
    )
      return false;
    if (![TYPE.logIn, TYPE.register, TYPE.resume].includes(type)) return false;
    if (!isOpen) {
      this.wire.send(TYPE.refused, {
        reason: "nobody is taken in for a while",
        retryAfterMs: 5_000,
      });
    } else if (isResume) {
      const user = sessions.get(hashOf(String(token)));
      if (user === undefined) this.wire.send(TYPE.ended);
      else this.welcome(user, String(token), number);
    } else {
      this.show(type, String(name).normalize("NFC"), String(password), number);
    }
    return true;
  }

  private show(type: number, name: string, password: string, after: number | undefined): void {
    const bad = badName(name) ?? (type === TYPE.register ? badPassword(password) : undefined);
    if (bad !== undefined) return void this.wire.send(TYPE.refused, { reason: bad });
    const waitMs = throttle.waitMs(name, this.address);
    if (waitMs > 0) {
      log("warn", `log-in-refused connection=${this.id} why=too-many`);
      return void this.wire.send(TYPE.refused, {
        reason: "too many attempts",
        retryAfterMs: waitMs,
      });
    }
    if (hashesUnderWay >= MAX_HASHES_UNDER_WAY) {
      return void this.wire.send(TYPE.refused, {
        reason: "too many log-ins at once",
        retryAfterMs: 1_000,
      });
    }
    const store = users;
    hashesUnderWay++;
    const done = (answer: () => void) => {
      hashesUnderWay--;
      this.isBusy = false;
      if (!this.wire.isOver) answer();
      this.goOn();
    };
    this.isBusy = true;
    if (type === TYPE.register) {
      makeRecord(password, ln, (record) => {
        if (store.find(name) !== undefined) return done(() => this.wire.send(TYPE.taken));
        const user = {
          name,
          password: record,
          address: this.address,
          registered: new Date().toISOString(),
        };
        store.add(user, (isStored) =>
          done(() => {
            if (isStored) return this.welcome(name, undefined, undefined);
            this.wire.send(TYPE.refused, { reason: "the disk is full" });
          }),
        );
      });
      return;
    }
    const user = store.find(name);
    compare(password, user?.password, ln, (isRight) =>
      done(() => {
        if (user !== undefined && isRight) {
          throttle.right(name);
          return this.welcome(user.name, undefined, after);
        }
        throttle.wrong(name, this.address);
        log(
          "warn",
          `log-in-refused connection=${this.id} why=${user === undefined ? "no-such-user" : "wrong-password"}`,
        );
        this.wire.send(TYPE.wrong);
      }),
    );
  }

  private welcome(name: string, known: string | undefined, after: number | undefined): void {
    clearTimeout(this.logInTimer);
    const token = known ?? crypto.randomBytes(32).toString("base64url");
    sessions.set(hashOf(token), name);
    this.wire.limit = 8_192;
    this.wire.send(TYPE.accepted, { name, token, last: history.last });
    const member = new Member(name, token, this.wire, () => this.leaveRoom());
    this.member = member;
    const isFirst = connectionsOf(name).length === 0;
    if (isFirst) tellAll({ type: "joined", name });
    members.add(member);
    const here = new Set([...members].map((one) => one.name));
    for (const one of here) member.tell(JSON.stringify({ type: "here", name: one }));
    this.page(
      member,
      after === undefined
        ? history.before(Number.POSITIVE_INFINITY, 50)
        : history.behind(after, 100),
    );
  }

  private page(member: Member, { page, more }: { page: Message[]; more: boolean }): void {
    for (const message of page) member.tell(JSON.stringify({ type: "past", ...message }));
    member.tell(JSON.stringify({ type: "page", more }));
  }

  /** False when it makes no sense. */
  private request(member: Member, { type, id, text, to, before, after }: Json): boolean {
    const reply = (event: object) => history.after(() => member.tell(JSON.stringify(event)));
    const isCount = (value: unknown) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    if (type === "log-out") {
      sessions.delete(hashOf(member.token));
      history.after(() => member.leave({}));
      return true;
    }
    if (type === "history") {
      if (isCount(before) === isCount(after)) return false;
      history.after(() =>
        this.page(
          member,
          isCount(before)
            ? history.before(Number(before), 100)
            : history.behind(Number(after), 100),
        ),
      );
      return true;
    }
    if (typeof text !== "string") return false;
    if (type === "search") {
      if (before !== undefined && !isCount(before)) return false;
      const wanted = text.toLowerCase();
      const limit = before === undefined ? Number.POSITIVE_INFINITY : Number(before);
      history.after(() =>
        this.page(
          member,
          history.before(limit, 100, (one) => one.toLowerCase().includes(wanted)),
        ),
      );
      return true;
    }
    if (typeof id !== "string" || !/^[\w-]{1,32}$/.test(id)) return false;
    if (type === "private" && typeof to !== "string") return false;
    const reason = badText(text);
    if (reason !== undefined) reply({ type: "refused", id, reason });
    else if (type === "say") this.said(member, id, text);
    else if (type === "private") history.after(() => this.whisper(member, id, String(to), text));
    return type === "say" || type === "private";
  }

  private said(member: Member, id: string, text: string): void {
    history.add(member.name, id, text, (message) => {
      if (message === undefined) {
        member.tell(JSON.stringify({ type: "refused", id, reason: "the disk is full" }));
        return;
      }
      if (typeof message !== "number") tellAll({ type: "message", ...message });
      const number = typeof message === "number" ? message : message.number;
      member.tell(JSON.stringify({ type: "accepted", id, number }));
    });
  }

  private whisper(member: Member, id: string, to: string, text: string): void {
    const key = `${keyOf(member.name)}\0${id}`;
    const [other] = connectionsOf(to);
    if (other === undefined) {
      member.tell(JSON.stringify({ type: "refused", id, reason: "nobody of that name is here" }));
      return;
    }
    if (!privateIds.has(key)) {
      const time = new Date().toISOString();
      const json = JSON.stringify({
        type: "private",
        time,
        from: member.name,
        to: other.name,
        text,
      });
      for (const one of new Set([...connectionsOf(member.name), ...connectionsOf(to)]))
        one.tell(json);
    }
    privateIds.add(key);
    member.tell(JSON.stringify({ type: "accepted", id }));
  }
}

function badText(text: string): string | undefined {
  if (Buffer.byteLength(text) > 2_000) return "a text has 2,000 bytes at most";
  if (/[^\P{Cc}\n\t]/u.test(text) || !text.isWellFormed())
    return "a text holds no control characters";
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? undefined : "nothing is to be seen in it";
}

function openUsers(name: string): Users {
  return name === "clients.csv" ? new CsvUsers(folder) : new DatabaseUsers(`${folder}/${name}`);
}

function makeIdentity(): string {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 3_072 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    publicKey.export({ type: "spki", format: "pem" }).toString(),
  );
  certificate.serialNumber = `01${crypto.randomBytes(8).toString("hex")}`;
  certificate.validity.notAfter = new Date("2049-01-01");
  const name = [{ name: "commonName", value: "chat" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(forge.pki.privateKeyFromPem(pem), forge.md.sha256.create());
  fs.writeFileSync(`${folder}/server.crt`, forge.pki.certificateToPem(certificate));
  fs.writeFileSync(`${folder}/server.key`, pem, { mode: 0o600, flag: "wx" });
  return pem;
}

/** Limits: so many from one address, and so many new ones. */
function isTooMany(address: string): boolean {
  if (!has("limit-loopback") && (address.startsWith("127.") || address === "::1")) return false;
  const network = address.includes(":") ? address.split(":").slice(0, 4).join(":") : address;
  const recent = (arrivals.get(network) ?? []).filter((time) => Date.now() - time < 600_000);
  const open = [...connections].filter((connection) =>
    connection.socket.remoteAddress?.endsWith(address),
  ).length;
  if (open >= perAddress || recent.length >= newPerAddress) return true;
  arrivals.set(network, [...recent, Date.now()]);
  return false;
}

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (isStopping || isTooMany(address)) socket.destroy();
  else new ClientConnection(socket);
});
server.listen({ host: flag("host", "127.0.0.1"), port: number("port", 9090) }, () => {
  const bound = server.address();
  if (bound === null || typeof bound === "string") return;
  say(
    `listening on ${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`,
  );
  say(`fingerprint ${fingerprintOf(identity.certificate)}`);
  const isEverywhere = ["0.0.0.0", "::"].includes(bound.address);
  for (const one of Object.values(networkInterfaces()).flat()) {
    if (one?.family !== "IPv4" || one.internal) continue;
    if (isEverywhere || one.address === bound.address) say(`address ${one.address}`);
  }
});

function stop(): void {
  if (isStopping) process.exit(1);
  isStopping = true;
  server.close(() => {
    history.close();
    users.close();
    say("stopped");
    process.exit(0);
  });
  for (const connection of [...connections])
    connection.end({ reason: "the server stops", again: true });
}

function setOpen(open: boolean): void {
  isOpen = open;
  tellAll({
    type: "notice",
    text: open ? "the server takes people in again" : "the server takes nobody in for a while",
  });
}

function kick(name: string): void {
  for (const [hash, user] of sessions) if (keyOf(user) === keyOf(name)) sessions.delete(hash);
  for (const one of connectionsOf(name))
    one.leave({ reason: "the operator has disconnected you", again: false });
}

function changeDatabase(name: string): void {
  const old = users;
  users = openUsers(name);
  sessions.clear();
  for (const member of [...members])
    member.leave({ reason: "the users are others now; log in again", again: false });
  old.close();
}

const commands: Record<string, (rest: string) => void> = {
  who: () => say([...new Set([...members].map(({ name }) => name))].join(", ") || "nobody is here"),
  kick,
  say: (text) => tellAll({ type: "notice", text }),
  stop: () => setOpen(false),
  start: () => setOpen(true),
  database: changeDatabase,
  search: (text) => {
    for (const one of history.messages)
      if (one.text.includes(text)) say(`${one.from}: ${one.text}`);
  },
  export: (file) =>
    fs.copyFileSync(`${folder}/history.csv`, `${folder}/${file}`, fs.constants.COPYFILE_EXCL),
  "show log": (count) =>
    say(
      fs
        .readFileSync(`${folder}/server.log`, "utf8")
        .split("\n")
        .slice(-1 - Number(count || 10))
        .join(" | "),
    ),
  "clear log": () => fs.writeFileSync(`${folder}/server.log`, ""),
  "clear history": () => history.clear(),
  help: () => say(Object.keys(commands).join(", ")),
  exit: stop,
};

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const name = Object.keys(commands).find((one) => line === one || line.startsWith(`${one} `));
  try {
    if (name === undefined) say("there is no such command: help");
    else commands[name]?.(line.slice(name.length).trim());
  } catch (error) {
    say(error instanceof Error ? error.message : "that went wrong");
  }
});
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
