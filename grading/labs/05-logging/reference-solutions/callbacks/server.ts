/** The server of lab 05 with callbacks, a synchronous log, and readline for the console. */
import { createServer, type Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";
import { parseArgs } from "node:util";
import { EventLog, harmless, loggable } from "./event-log.ts";
import { onLines } from "./line-reader.ts";

const { values: flags } = parseArgs({
  options: {
    host: { type: "string", default: process.env.LAB_HOST || "127.0.0.1" },
    port: { type: "string", default: process.env.LAB_PORT || "9090" },
    data: { type: "string", default: process.env.LAB_DATA || "data" },
    "max-log-bytes": { type: "string", default: "10000000" },
  },
});
const COMMANDS = ["show log", "clear log", "help", "exit"];

let log: EventLog;
try {
  log = new EventLog(flags.data, "server.log", Number(flags["max-log-bytes"]));
} catch (error) {
  console.error(`Cannot open server.log: ${error}; choose another --data`);
  process.exit(1);
}
log.write("info", "starting");

const clients = new Set<Socket>();
let count = 0;
let stopping = false;
let hasEnded = false;
const server = createServer({ allowHalfOpen: true }, (socket) => {
  const connection = ++count;
  let why = "end";
  clients.add(socket);
  log.write("info", "connected", {
    connection,
    peer: `${socket.remoteAddress}:${socket.remotePort}`,
  });
  socket.on("error", () => {
    why = "reset";
  });
  socket.on("close", () => {
    clients.delete(socket);
    if (stopping && why === "end") why = "stop";
    log.write(why === "reset" ? "warn" : "info", "disconnected", { connection, why });
    endIfEmpty();
  });
  onLines(
    socket,
    (line) => {
      if (why === "exit") return;
      log.write("info", "received", { connection, ...loggable(line) });
      const isSecret = line.startsWith("password ");
      const answer = line === "exit" ? "good-bye" : isSecret ? "noted" : line;
      socket.write(`${answer}\n`);
      log.write("info", "sent", { connection, bytes: Buffer.byteLength(answer) });
      if (line !== "exit") return;
      why = "exit";
      socket.end();
    },
    () => socket.end(),
  );
});

server.on("error", (error) => {
  log.write("error", "failed", { reason: String(error) });
  console.error(`Cannot listen: ${error}; choose another --port`);
  process.exit(1);
});
server.listen(Number(flags.port), flags.host, () => {
  const address = server.address();
  if (address === null || typeof address === "string") return;
  const shown = `${address.address}:${address.port}`;
  log.write("info", "listening", { address: shown });
  console.log(`listening on ${shown}`);
  openConsole();
});
process.on("SIGINT", () => stop("SIGINT"));
process.on("SIGTERM", () => stop("SIGTERM"));

let operator: Interface | undefined;

function stop(why: string): void {
  if (stopping) process.exit(1);
  stopping = true;
  log.write("info", "stopping", { why });
  operator?.close();
  process.stdin.destroy();
  for (const socket of clients) {
    socket.end();
    setTimeout(() => socket.destroy(), 3_000).unref();
  }
  server.close();
  endIfEmpty();
}

function endIfEmpty(): void {
  if (!stopping || clients.size > 0 || hasEnded) return;
  hasEnded = true;
  log.write("info", "stopped");
  console.log("stopped");
}

function openConsole(): void {
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const console_ = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal,
    prompt: "command> ",
    completer: (line: string) => [COMMANDS.filter((name) => name.startsWith(line)), line],
  });
  operator = console_;
  console_.on("SIGINT", () => stop("SIGINT"));
  console_.on("line", (line) => {
    runCommand(line, terminal);
    if (terminal && !stopping) console_.prompt();
  });
  if (terminal) console_.prompt();
}

function runCommand(line: string, isTerminal: boolean): void {
  const [first, second, third, ...more] = line.trim().split(/\s+/);
  if (`${first} ${second}` === "show log" && more.length === 0) {
    const wanted = third ?? "20";
    if (!/^[1-9]\d{0,5}$/.test(wanted)) console.log(`Cannot run ${line}: that is no count`);
    else for (const shown of log.lines().slice(-Number(wanted))) console.log(harmless(shown));
  } else if (`${first} ${second}` === "clear log" && third === undefined) {
    if (!isTerminal) log.clear();
    else operator?.question("really? (y/n) ", clearIfYes);
  } else if (first === "help" && second === undefined) {
    console.log("show log [n]\nclear log\nhelp\nexit");
  } else if (first === "exit" && second === undefined) {
    stop("exit");
  } else if (line.trim() !== "") {
    console.log(`Unknown command ${escaped(line)}; there are ${COMMANDS.join(", ")}`);
  }
}

function clearIfYes(answer: string): void {
  if (answer === "y") {
    log.clear();
    process.stdout.write("\x1b[H\x1b[2J");
  }
  operator?.prompt();
}

function escaped(text: string): string {
  return JSON.stringify(text);
}
