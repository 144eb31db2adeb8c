/** What the packages that are streams have in common: chunks written in, bodies as "data" out. */
import { once } from "node:events";

/**
 * @param {import("node:stream").Duplex} stream
 * @param {readonly Uint8Array[]} chunks
 * @param {(body: Uint8Array) => void} onBody
 */
export async function decodeThrough(stream, chunks, onBody) {
  const ended = once(stream, "end");
  stream.on("data", onBody);
  for (const chunk of chunks) {
    if (!stream.write(chunk)) await once(stream, "drain");
  }
  stream.end();
  await ended;
}

/**
 * @param {import("node:stream").Duplex} stream
 * @param {readonly Uint8Array[]} bodies
 * @returns {Promise<Uint8Array>} what the encoder has made of them
 */
export async function encodeThrough(stream, bodies) {
  const parts = [];
  await decodeThrough(stream, bodies, (part) => parts.push(part));
  return Buffer.concat(parts);
}
