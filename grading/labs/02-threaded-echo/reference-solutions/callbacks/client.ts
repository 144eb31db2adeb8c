// Another right client for lab 02, which is that of lab 01: two pipes and a few events.
import net from "node:net";

const args = process.argv.slice(2);
const flag = (name: string, fallback: string) => {
  const at = args.indexOf(name);
  return at >= 0 ? (args[at + 1] ?? fallback) : fallback;
};
const host = flag("--host", process.env.LAB_HOST ?? "127.0.0.1");
const port = Number(flag("--port", process.env.LAB_PORT ?? "9090"));

const socket = net.connect({ host, port, allowHalfOpen: true });
socket.on("connect", () => console.error(`connected to ${host}:${port}`));
socket.on("error", (error) => {
  console.error(`Cannot talk to ${host}:${port}: ${error.message}; is the server running?`);
  process.exit(1);
});
process.stdin.pipe(socket);
socket.pipe(process.stdout, { end: false });
socket.on("end", () => {
  console.error("disconnected");
  process.stdin.destroy();
  socket.destroy();
});
process.on("SIGINT", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
