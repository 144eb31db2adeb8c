// Another right client for lab 07: events, a state, and questions by node:readline.
import net from "node:net";
import readline from "node:readline";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";

type State = "registering" | "entering" | "talking" | "leaving";

const { values: flags } = parseArgs({
  options: Object.fromEntries(
    ["host", "port", "action", "name", "password"].map((name) => [
      name,
      { type: "string" as const },
    ]),
  ),
});

function given(name: string): string {
  return String(flags[name] ?? process.env[`LAB_${name.toUpperCase()}`] ?? "");
}

function die(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function ask(question: string, isSecret: boolean, done: (answer: string) => void): void {
  if (!process.stdin.isTTY) die(`no ${question} was given`);
  const silent = new Writable({ write: (_chunk, _encoding, next) => next() });
  const output = isSecret ? silent : process.stderr;
  const lines = readline.createInterface({ input: process.stdin, output, terminal: true });
  if (isSecret) process.stderr.write(`${question}: `);
  lines.on("SIGINT", () => process.exit(130));
  lines.question(isSecret ? "" : `${question}: `, (answer) => {
    lines.close();
    if (isSecret) process.stderr.write("\n");
    done(answer);
  });
}

function readInput(onLines: (lines: string[]) => void, onEnd: () => void): void {
  process.stdin.setEncoding("utf8");
  process.stdin.resume();
  let rest = "";
  process.stdin.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    onLines(lines);
  });
  process.stdin.on("end", () => {
    if (rest !== "") onLines([rest]);
    onEnd();
  });
}

function runClient(name: string, password: string): void {
  const socket = net.connect({
    host: given("host") || "127.0.0.1",
    port: Number(given("port") || "9090"),
    allowHalfOpen: true,
  });
  let state: State = given("action") === "register" ? "registering" : "entering";
  let token = "";
  const input: string[] = [];
  let isInputOver = false;
  let isWaiting = false;
  let rest = "";

  const send = (message: object) => socket.write(`${JSON.stringify(message)}\n`);
  const logIn = (tried: string) => send({ type: "log-in", name, password: tried });

  const next = () => {
    if (state !== "talking" || isWaiting) return;
    const text = input.shift();
    if (text === undefined && !isInputOver) return;
    isWaiting = true;
    if (text === undefined || text === "exit") {
      state = "leaving";
      send({ type: "log-out", token });
    } else send({ type: "say", token, text });
  };

  const startTalking = () =>
    readInput(
      (lines) => {
        input.push(...lines);
        next();
      },
      () => {
        isInputOver = true;
        next();
      },
    );

  const take = (message: Record<string, unknown>) => {
    const { type, reason } = message;
    if (type === "registered") {
      state = "entering";
      logIn(password);
    } else if (type === "welcome") {
      state = "talking";
      token = String(message.token);
      process.stderr.write(`logged in as ${name}\n`);
      startTalking();
    } else if (type === "said") {
      const text = String(message.text).replace(/\p{Cc}/gu, (letter) => encodeURIComponent(letter));
      process.stdout.write(`${text}\n`);
      isWaiting = false;
      next();
    } else if (type === "good-bye") {
      process.exit(0);
    } else if (state === "entering" && reason === "wrong name or password" && process.stdin.isTTY) {
      process.stderr.write(`${reason}\n`);
      ask("password", true, logIn);
    } else die(`refused: ${reason}`);
  };

  socket.on("connect", () => {
    if (state === "registering") send({ type: "register", name, password });
    else logIn(password);
  });
  socket.on("error", (error) => die(`connection: ${error.message}`));
  socket.on("end", () => die("the server has left"));
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(JSON.parse(line));
  });
}

function settle(what: "name" | "password", done: (text: string) => void): void {
  const text = given(what);
  if (text === "") ask(what, what === "password", done);
  else done(text);
}

settle("name", (name) => settle("password", (password) => runClient(name, password)));
