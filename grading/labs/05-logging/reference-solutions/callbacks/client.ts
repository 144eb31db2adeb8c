/** The client of lab 05 with callbacks. */
import { connect } from "node:net";
import { parseArgs } from "node:util";
import { EventLog, loggable } from "./event-log.ts";
import { onLines } from "./line-reader.ts";

const { values: flags } = parseArgs({
  options: {
    host: { type: "string", default: process.env.LAB_HOST || "127.0.0.1" },
    port: { type: "string", default: process.env.LAB_PORT || "9090" },
    data: { type: "string", default: process.env.LAB_DATA || "data" },
  },
});
const log = new EventLog(flags.data, "client.log", Number.POSITIVE_INFINITY);

const socket = connect({ host: flags.host, port: Number(flags.port), allowHalfOpen: true });
socket.on("connect", () => {
  log.write("info", "connected", { address: `${flags.host}:${flags.port}` });
  onLines(
    process.stdin,
    (line) => {
      socket.write(`${line}\n`);
      log.write("info", "sent", loggable(line));
    },
    () => socket.end(),
  );
});
onLines(
  socket,
  (line) => {
    log.write("info", "received", loggable(line));
    console.log(line);
  },
  () => leave("end", 0),
);
socket.on("error", (error) => {
  console.error(`Connection lost: ${error.message}`);
  leave("error", 1);
});
process.on("SIGINT", () => leave("SIGINT", 0));
process.on("SIGTERM", () => leave("SIGTERM", 0));

function leave(why: string, status: number): void {
  log.write("info", "disconnected", { why });
  process.exitCode = status;
  socket.destroy();
  process.stdin.destroy();
}
