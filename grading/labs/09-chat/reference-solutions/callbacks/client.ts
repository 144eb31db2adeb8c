// Another right client for lab 09: for a pipe, with events and callbacks.
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import net from "node:net";
import readline from "node:readline";
import { connect as connectTls } from "node:tls";
import { certificateIn, clientHello, conclude, fingerprintOf, newPair } from "./hello.ts";
import { flag, has, number } from "./options.ts";
import { type Closing, type Json, jsonIn, objectIn, TYPE, Wire } from "./wire.ts";

const [host, port, folder] = [
  flag("host", "127.0.0.1"),
  number("port", 9090),
  flag("data", "data"),
];
const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
const name = flag("name", process.env.LAB_NAME ?? "");
const password = process.env.LAB_PASSWORD ?? "";
const pinned = flag("fingerprint", "");
const known = `${folder}/known_servers`;
const MAX_UNDER_WAY = 64;

const harmless = (text: string) =>
  text
    .replaceAll("\n", "\\n")
    .replace(/[^\P{C}\t]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
const tell = (line: string) => process.stderr.write(`${harmless(line)}\n`);
const show = (line: string) => process.stdout.write(`${harmless(line)}\n`);

let wire: Wire | undefined;
let isIn = false;
let wasIn = false;
let isLeaving = false;
let isInputOver = false;
let token: string | undefined;
let isRegistering = flag("action", "log-in") === "register";
/** Number of the last message that was shown, and of the first. */
let [shown, oldest] = [0, 0];
let held: Json[] | undefined;
let pages: string[] = [];
let past: Json[] = [];
let [waiting, underWay]: [Json[], Json[]] = [[], []];
let delay = 300;

function stopWith(line: string): void {
  tell(line);
  process.exitCode = 1;
  isLeaving = true;
  wire?.close();
  process.stdin.destroy();
  input.close();
}

/** Whether the server is the right one; stops when it is not. */
function isRight(fingerprint: string): boolean {
  const lines = fs.existsSync(known) ? fs.readFileSync(known, "utf8").split("\n") : [];
  const kept =
    pinned || lines.find((line) => line.startsWith(`${address} `))?.slice(address.length + 1);
  if (kept === undefined || kept === fingerprint) return true;
  process.stderr.write(`HOST KEY CHANGED: ${address} shows ${fingerprint}, and not ${kept}\n`);
  process.exit(1);
}

function believe(fingerprint: string): void {
  tell(`fingerprint ${fingerprint}`);
  if (
    pinned !== "" ||
    (fs.existsSync(known) && fs.readFileSync(known, "utf8").includes(`${address} `))
  )
    return;
  fs.mkdirSync(folder, { recursive: true });
  fs.appendFileSync(known, `${address} ${fingerprint}\n`, { mode: 0o600 });
}

function connect(): void {
  if (isLeaving) return;
  const socket = net.connect({ host, port, allowHalfOpen: true });
  const failed = (error: Error) => lost(`cannot connect: ${error.message}`, undefined);
  socket.once("error", failed);
  socket.once("connect", () => {
    socket.off("error", failed);
    tell(`connected to ${address}`);
    begin(socket);
  });
}

function begin(socket: net.Socket): void {
  socket.on("error", () => {});
  const tls = has("tls")
    ? connectTls({ socket, rejectUnauthorized: false, minVersion: "TLSv1.3" })
    : undefined;
  const next = new Wire(tls ?? socket, { limit: 4_096, frameMs: 10_000, handshakeMs: 10_000 });
  wire = next;
  next.once("gone", (why, closing) => lost(why, closing));
  next.once("open", () => {
    next.limit = 8_192;
    enter(next);
  });
  next.on("record", (type, body) => take(next, type, body));
  if (tls !== undefined) {
    tls.once("secureConnect", () => {
      const fingerprint = fingerprintOf(tls.getPeerX509Certificate()?.raw ?? Buffer.alloc(0));
      if (!isRight(fingerprint)) return;
      believe(fingerprint);
      next.trustTls();
    });
    return;
  }
  const pair = newPair();
  const hello = clientHello(pair);
  next.frame(hello);
  next.once("hello", (answer) => {
    try {
      if (!isRight(fingerprintOf(certificateIn(answer)))) return;
      const { keys, certificate } = conclude(pair, hello, answer);
      believe(fingerprintOf(certificate));
      next.agree(keys, "client");
    } catch (error) {
      next.fail(error instanceof Error ? error.message : "no hello");
    }
  });
}

function enter(to: Wire): void {
  const after = wasIn ? { after: shown } : {};
  if (token !== undefined) to.send(TYPE.resume, { token, after: shown });
  else
    to.send(isRegistering ? TYPE.register : TYPE.logIn, {
      name,
      password,
      ...(isRegistering ? {} : after),
    });
}

/** The connection is gone: for good, or for a while. */
function lost(why: string, closing: Closing | undefined): void {
  wire = undefined;
  isIn = false;
  waiting = [...underWay, ...waiting];
  underWay = [];
  [pages, past] = [[], []];
  if (isLeaving) {
    if (process.exitCode !== 1) tell("disconnected");
    input.close();
    process.stdin.destroy();
    return;
  }
  const reason = closing?.reason ?? why;
  if (!wasIn || closing?.again === false) {
    stopWith(`Cannot stay connected to ${address}: ${reason}`);
    return;
  }
  tell(`connection lost: ${reason}; trying again in ${delay / 1_000} s`);
  setTimeout(connect, delay);
  delay = Math.min(delay * 2, 30_000);
}

function take(from: Wire, type: number, body: Buffer): void {
  if (type === TYPE.close) return;
  const fields = objectIn(body) ?? {};
  if (isIn && type === TYPE.events) {
    const events = jsonIn(body);
    if (Array.isArray(events)) for (const event of events) happen(event);
    else from.fail("no list of events");
  } else if (!isIn && type === TYPE.accepted) {
    comeIn(fields);
  } else if (!isIn && type === TYPE.ended) {
    token = undefined;
    enter(from);
  } else if (!isIn && type === TYPE.wrong) {
    stopWith("wrong name or password");
  } else if (!isIn && type === TYPE.taken) {
    stopWith("that name is taken");
  } else if (!isIn && type === TYPE.refused) {
    stopWith(`refused: ${String(fields.reason)}`);
  } else {
    from.fail(`a record of type ${type} that nobody has agreed upon`);
  }
}

function comeIn({ name: as, token: given }: Json): void {
  token = String(given);
  isRegistering = false;
  isIn = true;
  delay = 300;
  pages = [wasIn ? "missed" : "join"];
  held = [];
  tell(`logged in as ${String(as)}`);
}

function ask(request: Json): void {
  wire?.send(TYPE.request, request);
}

function happen(event: Json): void {
  const { type, id, more } = event;
  if (type === "accepted" || type === "refused") {
    underWay = underWay.filter((one) => one.id !== id);
    if (type === "refused") tell(`refused: ${String(event.reason)}`);
    sendMore();
  } else if (type === "past") {
    past.push(event);
  } else if (type === "page") {
    endPage(more === true);
  } else if (held !== undefined) {
    held.push(event);
  } else {
    tellOf(event);
  }
}

function endPage(more: boolean): void {
  const kind = pages.shift();
  const messages = past;
  past = [];
  if (kind === "search" || kind === "older") {
    for (const { from, text } of messages) show(`${String(from)}: ${String(text)}`);
    if (kind === "older") oldest = Number(messages[0]?.number ?? oldest);
    return;
  }
  for (const message of messages) tellOf({ ...message, type: "message" });
  if (kind === "missed" && more) {
    pages.unshift("missed");
    ask({ type: "history", after: shown });
    return;
  }
  const later = held ?? [];
  [held, wasIn] = [undefined, true];
  for (const event of later) tellOf(event);
  sendMore();
}

function tellOf({ type, number: at, from, to, text, name: who }: Json): void {
  if (type === "message" && Number(at) > shown) {
    shown = Number(at);
    oldest ||= shown;
    show(`${String(from)}: ${String(text)}`);
  }
  if (type === "private") show(`${String(from)} -> ${String(to)}: ${String(text)}`);
  if (type === "joined") show(`* ${String(who)} has joined`);
  if (type === "left") show(`* ${String(who)} has left`);
  if (type === "notice") show(`* ${String(text)}`);
}

/** Sends what may be sent, and leaves when there is nothing more. */
function sendMore(): void {
  if (!isIn || held !== undefined || isLeaving) return;
  for (const request of waiting.splice(0, MAX_UNDER_WAY - underWay.length)) {
    underWay.push(request);
    ask(request);
  }
  if (!isInputOver || underWay.length + waiting.length > 0) return;
  isLeaving = true;
  ask({ type: "log-out" });
  wire?.close();
}

function typed(line: string): void {
  const id = randomBytes(12).toString("base64url");
  const [, command = "", rest = ""] = /^(\/\S+)\s*(.*)$/.exec(line) ?? [];
  const [, to = "", text = ""] = /^(\S+)\s+(.+)$/.exec(rest) ?? [];
  if (line.trim() === "") return;
  if (line.startsWith("//")) waiting.push({ type: "say", id, text: line.slice(1) });
  else if (command === "") waiting.push({ type: "say", id, text: line });
  else if (command === "/msg") waiting.push({ type: "private", id, to, text });
  else if (command === "/history") look("older", { type: "history", before: oldest });
  else if (command === "/search") look("search", { type: "search", text: rest });
  else tell("there are /msg NAME TEXT, /history, /search TEXT and /exit");
  sendMore();
}

function look(kind: string, request: Json): void {
  if (!isIn) {
    tell("not connected: try again later");
    return;
  }
  pages.push(kind);
  ask(request);
}

const input = readline.createInterface({ input: process.stdin });
input.on("line", (line) => {
  if (isInputOver) return;
  if (line === "exit" || line === "/exit") {
    isInputOver = true;
    sendMore();
  } else {
    typed(line);
  }
});
input.on("close", () => {
  isInputOver = true;
  sendMore();
});
process.stdout.on("error", () => process.exit(1));
connect();
