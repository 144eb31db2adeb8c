// Another right client for lab 03: events only.
import net from "node:net";

const args = process.argv.slice(2);
const flag = (name: string, fallback: string) => {
  const at = args.indexOf(name);
  return at >= 0 ? (args[at + 1] ?? fallback) : fallback;
};
const host = flag("--host", process.env.LAB_HOST ?? "127.0.0.1");
const port = Number(flag("--port", process.env.LAB_PORT ?? "9090"));
const graceMs = Number(flag("--grace-ms", process.env.LAB_GRACE_MS ?? "3000"));

let isConnected = false;
let tail = "";
const socket = net.connect({ host, port, allowHalfOpen: true });

socket.on("connect", () => {
  isConnected = true;
  console.error(`connected to ${host}:${port}`);
  process.stdin.pipe(socket);
});
socket.on("data", (chunk) => {
  process.stdout.write(chunk);
  // Of the lines before the last only their number would be known: the tail is all that counts.
  tail = (tail + chunk.toString("latin1")).slice(-200);
});
socket.on("end", () => {
  if (tail !== "" && !tail.endsWith("\n")) return leave(1, "Connection lost: the answer was cut");
  const lastLine = tail.split("\n").at(-2) ?? "";
  if (/^good-bye(: |$)/.test(lastLine)) return leave(0, "disconnected: the server said good-bye");
  const both = socket.writableEnded;
  leave(0, `disconnected: ${both ? "both sides have ended" : "the server ended the connection"}`);
});
socket.on("error", (error) => {
  leave(
    1,
    isConnected
      ? `Connection lost: ${error.message}`
      : `Cannot connect to ${host}:${port}: ${error.message}`,
  );
});

function leave(status: number, word: string): void {
  console.error(word);
  process.exitCode = status;
  process.stdin.destroy();
  socket.destroy();
}

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stdin.unpipe(socket);
    socket.end();
    setTimeout(() => leave(0, "disconnected: the server stays"), graceMs).unref();
  });
}
