/**
 * The limit for the chats: the least that a room on one event loop can do, in plaintext.
 *
 * Frames of lab 08 in, the same frames out to everybody. What came in one turn of the event loop
 * goes to each member with one write of the same bytes. No names, no log, no history, no limits: a
 * member that reads nothing would fill its memory.
 */
import { createServer, type Socket } from "node:net";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { FrameDecoder } from "../../../shared/framing/frame-decoder.ts";
import { announce } from "../../echo/peers/announce.ts";

const members = new Set<Socket>();
let due: Uint8Array[] = [];

const server = createServer({ noDelay: true }, (socket) => {
  const decoder = new FrameDecoder();
  members.add(socket);
  socket.on("data", (chunk) => {
    if (typeof chunk !== "string") for (const body of decoder.push(chunk)) relay(body);
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => members.delete(socket));
  socket.write(encodeFrame("welcome"));
});

function relay(body: Uint8Array): void {
  if (due.length === 0) setImmediate(flush);
  due.push(encodeFrame(body));
}

function flush(): void {
  const batch = Buffer.concat(due);
  due = [];
  for (const member of members) member.write(batch);
}

announce(server);
