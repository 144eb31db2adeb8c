/** length-prefixed-stream: a length of one to ten bytes ("varint"), then the body. */
import lengthPrefixed from "length-prefixed-stream";
import { decodeThrough, encodeThrough } from "./streams.mjs";

/** @type {import("../contestant.ts").Contestant} */
export const contestant = {
  async encode(bodies) {
    return await encodeThrough(lengthPrefixed.encode(), bodies);
  },
  async decode(chunks, onBody) {
    await decodeThrough(lengthPrefixed.decode(), chunks, onBody);
  },
};
