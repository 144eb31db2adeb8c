/**
 * Reading what a page says. The page is ours, but what arrives is a stranger's until it has been looked
 * at: another program may have got hold of the cookie, and our page may be wrong.
 */
import { countIn, fieldsOf, textIn, yesOrNoIn } from "../../../shared/framing/parse-fields.ts";
import { hasTexts, isWellFilled, parseJsonText } from "./fields.ts";
import type { FromPage } from "./page-messages.ts";

/** What may be left out. */
const OPTIONAL = { texts: ["to"], counts: ["before"] };

/** The message in a JSON text; undefined when it is none of ours. Only the fields that we know are taken. */
export function parseFromPage(json: string): FromPage | undefined {
  const fields = fieldsOf(parseJsonText(json));
  if (fields === undefined || !isWellFilled(fields, OPTIONAL)) return undefined;
  switch (fields.type) {
    case "trust": {
      const isTrusted = yesOrNoIn(fields, "isTrusted");
      if (isTrusted === undefined || !hasTexts(fields, "fingerprint")) return undefined;
      return { type: "trust", fingerprint: fields.fingerprint, isTrusted };
    }
    case "enter": {
      if (!hasTexts(fields, "action", "name", "password")) return undefined;
      const { action, name, password } = fields;
      if (action !== "log-in" && action !== "register") return undefined;
      return { type: "enter", action, name, password };
    }
    case "say":
      return hasTexts(fields, "text") ? { type: "say", text: fields.text } : undefined;
    case "tell":
      return hasTexts(fields, "to", "text")
        ? { type: "tell", to: fields.to, text: fields.text }
        : undefined;
    case "draft": {
      const to = textIn(fields, "to");
      if (!hasTexts(fields, "text")) return undefined;
      return { type: "draft", text: fields.text, ...(to === undefined ? {} : { to }) };
    }
    case "retry":
    case "dismiss":
      return hasTexts(fields, "id") ? { type: fields.type, id: fields.id } : undefined;
    case "older": {
      const before = countIn(fields, "before");
      return { type: "older", ...(before === undefined ? {} : { before }) };
    }
    case "search":
      return hasTexts(fields, "text") ? { type: "search", text: fields.text } : undefined;
    case "log-out":
    case "connect":
      return { type: fields.type };
    default:
      return undefined;
  }
}
