/** The last word of a side, out of its CLOSE. */
import { ProtocolError } from "../../../shared/protocol-error.ts";
import type { Closing } from "../protocol/messages.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws ProtocolError when it is not a CLOSE as agreed upon */
export function parseClosing(body: Uint8Array): Closing {
  const value = jsonOf(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse();
  const closing: Closing = {};
  if ("reason" in value)
    closing.reason = typeof value.reason === "string" ? value.reason : refuse();
  if ("again" in value) closing.again = typeof value.again === "boolean" ? value.again : refuse();
  return closing;
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch (cause) {
    return refuse(cause);
  }
}

function refuse(cause?: unknown): never {
  throw new ProtocolError("a CLOSE that is not as agreed", { cause });
}
