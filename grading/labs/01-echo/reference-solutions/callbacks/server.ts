// Another right server for lab 01: events and callbacks, pipe in place of a loop, no help from shared/.
import net from "node:net";

const args = process.argv.slice(2);
const flag = (name: string, fallback: string) => {
  const at = args.indexOf(name);
  return at >= 0 ? (args[at + 1] ?? fallback) : fallback;
};
const host = flag("--host", process.env.LAB_HOST ?? "127.0.0.1");
const port = Number(flag("--port", process.env.LAB_PORT ?? "9090"));

const open = new Set<net.Socket>();
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  const peer = `${socket.remoteAddress}:${socket.remotePort}`;
  open.add(socket);
  console.log(`connected ${peer}`);
  socket.on("data", (chunk) => {
    console.log(`received ${chunk.length} bytes from ${peer}`);
    console.log(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    open.delete(socket);
    console.log(`disconnected ${peer}`);
  });
  socket.pipe(socket);
});

server.on("error", (error) => {
  process.stderr.write(`Cannot listen on ${host}:${port}: ${error.message}; try another port\n`);
  process.exitCode = 1;
});
server.listen(port, host, () => {
  const bound = server.address() as net.AddressInfo;
  console.log(`listening on ${bound.address}:${bound.port}`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    server.close();
    for (const socket of open) socket.destroy();
    console.log("stopped");
  });
}
