// Another right client for lab 06: two pipes and a few events.
import fs from "node:fs";
import net from "node:net";

function option(name: string, usual: string): string {
  const at = process.argv.lastIndexOf(`--${name}`);
  const flag = at === -1 ? undefined : process.argv[at + 1];
  return flag ?? (process.env[`LAB_${name.toUpperCase()}`] || usual);
}

const host = option("host", "127.0.0.1");
const port = Number(option("port", "9090"));
const from = option("from", "");
const socket = net.connect({
  host,
  port,
  allowHalfOpen: true,
  ...(from === "" ? {} : { localAddress: from }),
});
socket.on("error", (error) => {
  fs.writeSync(2, `Cannot reach ${host}:${port} ${from}: ${error.message}; check them\n`);
  process.exit(1);
});
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.on("end", () => process.stdout.write("", () => process.exit(0)));
