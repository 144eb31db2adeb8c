/** msgpackr: MessagePack, each body a `bin` value that tells its own length. */
import { Packr, UnpackrStream } from "msgpackr";
import { decodeThrough } from "./streams.mjs";

/** @type {import("../contestant.ts").Contestant} */
export const contestant = {
  async encode(bodies) {
    const packr = new Packr();
    return Buffer.concat(bodies.map((body) => Buffer.from(packr.pack(body))));
  },
  async decode(chunks, onBody) {
    await decodeThrough(new UnpackrStream(), chunks, onBody);
  },
};
