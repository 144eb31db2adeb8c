/** frame-stream: the same form as ours, four bytes of length and the body. */
import frame from "frame-stream";
import { decodeThrough, encodeThrough } from "./streams.mjs";

/** @type {import("../contestant.ts").Contestant} */
export const contestant = {
  async encode(bodies) {
    return await encodeThrough(frame.encode(), bodies);
  },
  async decode(chunks, onBody) {
    await decodeThrough(frame.decode(), chunks, onBody);
  },
};
