// Another right server for lab 02: events and callbacks, one file for both sides, and no pool: each
// client gets a new thread, which ends with it.
import net from "node:net";
import { isMainThread, type Transferable, threadId, Worker, workerData } from "node:worker_threads";

const MAX_LINE = 65_536;

if (isMainThread) main();
else serve(workerData as net.Socket);

function main() {
  const args = process.argv.slice(2);
  const flag = (name: string, fallback: string) => {
    const at = args.indexOf(name);
    return at >= 0 ? (args[at + 1] ?? fallback) : fallback;
  };
  const host = flag("--host", process.env.LAB_HOST ?? "127.0.0.1");
  const port = Number(flag("--port", process.env.LAB_PORT ?? "9090"));
  const limit = Number(flag("--threads", process.env.LAB_THREADS ?? "64"));
  const workers = new Set<Worker>();

  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    if (workers.size >= limit) {
      console.log(`refused ${peer}: server full`);
      socket.on("error", () => {});
      socket.end("server full\n", () => setTimeout(() => socket.destroy(), 500).unref());
      socket.resume();
      return;
    }
    const worker = new Worker(new URL(import.meta.url), {
      workerData: socket,
      transferList: [socket as unknown as Transferable],
    });
    workers.add(worker);
    console.log(`connected ${peer} on thread ${worker.threadId}`);
    let reason = "";
    worker.on("error", (error) => {
      reason = `: ${error instanceof Error ? error.message : error}`;
    });
    worker.on("exit", () => {
      workers.delete(worker);
      console.log(`disconnected ${peer}${reason}`);
    });
  });
  server.on("error", (error) => {
    process.stderr.write(`Cannot listen on ${host}:${port}: ${error.message}; try another port\n`);
    process.exitCode = 1;
  });
  server.listen(port, host, () => {
    const bound = server.address() as net.AddressInfo;
    console.log(`listening on ${bound.address}:${bound.port}`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
}

/** In the thread, which ends by itself when nothing is left to do in it: its socket is closed. */
function serve(socket: net.Socket) {
  let count = 0;
  let rest = Buffer.alloc(0);
  const answer = (line: Buffer) => {
    const text = line.toString().replace(/\r$/, "");
    count += 1;
    return `[thread ${threadId} line ${count}] ${reply(text)}\n`;
  };
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      socket.write(answer(rest.subarray(0, end)));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MAX_LINE) socket.destroy();
  });
  socket.on("end", () => socket.end(rest.length > 0 ? answer(rest) : ""));
  socket.on("error", () => socket.destroy());
}

function reply(line: string) {
  if (line === "crash") throw new Error("asked to crash");
  const request = /^primes (.*)$/s.exec(line);
  if (request === null) return line;
  const [, limit = ""] = request;
  if (!/^[0-9]+$/.test(limit) || Number(limit) > 50_000_000) return "error: no such limit";
  let primes = 0;
  for (let candidate = 2; candidate <= Number(limit); candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) primes++;
  }
  return `${primes} primes up to ${Number(limit)}`;
}
