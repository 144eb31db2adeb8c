/** The last word of a side, out of its CLOSE. */
import { fieldsOf, parseJson, textIn, yesOrNoIn } from "../../../shared/framing/parse-fields.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Closing } from "../protocol/messages.ts";

/** What the side that has broken a rule is told: not to come back, if it would only do the same again. */
export function closingFor(error: ProtocolError): Closing {
  const reason = error.message;
  return error instanceof PermanentProtocolError ? { reason, again: false } : { reason };
}

/** @throws ProtocolError when it is not a CLOSE as agreed upon */
export function parseClosing(body: Uint8Array): Closing {
  const fields = fieldsOf(parseJson(body)) ?? refuse();
  const closing: Closing = {};
  if (Object.hasOwn(fields, "reason")) closing.reason = textIn(fields, "reason") ?? refuse();
  if (Object.hasOwn(fields, "again")) closing.again = yesOrNoIn(fields, "again") ?? refuse();
  return closing;
}

function refuse(): never {
  throw new ProtocolError("a CLOSE that is not as agreed");
}
