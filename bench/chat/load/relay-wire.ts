/** The bare relay: a length of four bytes, then the text; it greets with a frame of its own. */
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { StreamMember } from "./stream-member.ts";
import type { Wire } from "./wire.ts";

export const RELAY: Wire = {
  echoes: true,
  async join(target, _number, ear) {
    const member = new StreamMember(target, encodeFrame, ear);
    await member.step(["welcome"]);
    return member.begin();
  },
};
