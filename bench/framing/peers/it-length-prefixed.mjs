/** it-length-prefixed: generators over lists of buffers; a length as a varint, then the body. */
import { decode, encode } from "it-length-prefixed";

/** @type {import("../contestant.ts").Contestant} */
export const contestant = {
  async encode(bodies) {
    const parts = [...encode(bodies)].map((part) => part.subarray());
    return Buffer.concat(parts);
  },
  decode(chunks, onBody) {
    // `subarray` hands out a body as the others do: in one piece.
    for (const body of decode(chunks)) onBody(body.subarray());
  },
};
