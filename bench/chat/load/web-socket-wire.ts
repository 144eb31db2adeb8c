/**
 * WebSocket (RFC 6455), with and without Socket.IO on top of it, spoken on a bare socket.
 *
 * The packages' own clients would cost the generator more than the servers cost to measure. What a
 * server sends is not masked: the texts can be read in the stream as they are. What a client sends
 * is masked; a mask of zeros is the cheapest, and the server does the same work for it.
 */
import { randomBytes } from "node:crypto";
import { StreamMember } from "./stream-member.ts";
import type { Wire } from "./wire.ts";

const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** The longest payload whose length fits into the second byte. */
const SHORT_BYTES = 125;

/** `ws`: the peer says "welcome", then every frame is a message. */
export const WEB_SOCKET: Wire = {
  echoes: true,
  async join(target, _number, ear) {
    const member = new StreamMember(target, maskedFrame, ear);
    await member.step(["welcome"], upgradeRequest("/"));
    return member.begin();
  },
};

/** Socket.IO 4 over Engine.IO 4: `0` opens, `40` connects to the room, `42[…]` is an event. */
export const SOCKET_IO: Wire = {
  echoes: true,
  async join(target, _number, ear) {
    const event = (text: string) => maskedFrame(`42["say","${text}"]`);
    const member = new StreamMember(target, event, ear);
    await member.step(['0{"sid"'], upgradeRequest("/socket.io/?EIO=4&transport=websocket"));
    await member.step(['40{"sid"'], maskedFrame("40"));
    return member.begin();
  },
};

function upgradeRequest(path: string): string {
  return [
    `GET ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "\r\n",
  ].join("\r\n");
}

/** One text frame of a client. */
export function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > SHORT_BYTES) throw new Error("Cannot frame this text: it is too long");
  const header = [FINAL_TEXT, MASKED | payload.length, 0, 0, 0, 0];
  return Buffer.concat([Uint8Array.from(header), payload]);
}
