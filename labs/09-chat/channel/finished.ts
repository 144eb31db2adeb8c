/**
 * FINISHED, the first record of each direction: "I have seen these hellos, and I have these keys".
 * Before it is right nobody looks at anything else.
 */
import { timingSafeEqual } from "node:crypto";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { RECORD } from "../protocol/record-types.ts";
import type { FernetSealing } from "./sealing.ts";

/** The frame's body to be sent. It must be the first that is sealed. */
export function sealFinished(sealing: FernetSealing, transcript: Uint8Array): Uint8Array {
  return sealing.seal(RECORD.FINISHED, transcript);
}

/** @throws ProtocolError unless it is the other side's FINISHED */
export function checkFinished(
  sealing: FernetSealing,
  frameBody: Uint8Array,
  transcript: Uint8Array,
): void {
  const { type, body } = sealing.openFirst(frameBody);
  const isRight = body.length === transcript.length && timingSafeEqual(body, transcript);
  if (type !== RECORD.FINISHED || !isRight) {
    throw new ProtocolError("the first record is not the FINISHED of this handshake");
  }
}
