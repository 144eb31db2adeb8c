/** The decoder that lab 08 teaches. */
import { encodeFrame } from "../../shared/framing/encode-frame.ts";
import { FrameDecoder } from "../../shared/framing/frame-decoder.ts";
import type { Contestant } from "./contestant.ts";

export const contestant: Contestant = {
  async encode(bodies) {
    return Buffer.concat(bodies.map(encodeFrame));
  },
  decode(chunks, onBody) {
    const decoder = new FrameDecoder();
    for (const chunk of chunks) {
      for (const body of decoder.push(chunk)) onBody(body);
    }
    decoder.end();
  },
};
