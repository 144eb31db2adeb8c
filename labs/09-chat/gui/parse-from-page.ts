/**
 * Reading what a page says. The page is ours, but what arrives is a stranger's until it has been looked
 * at: another program may have got hold of the cookie, and our page may be wrong.
 */
import { fieldsOf, yesOrNoIn } from "../../../shared/parse-fields.ts";
import { hasTexts, parseJsonText } from "./fields.ts";
import type { FromPage } from "./messages.ts";

/** The message in a JSON text; undefined when it is none of ours. Only the fields that we know are taken. */
export function parseFromPage(json: string): FromPage | undefined {
  const fields = fieldsOf(parseJsonText(json));
  if (fields === undefined) return undefined;
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
    case "search":
      return hasTexts(fields, "text") ? { type: "search", text: fields.text } : undefined;
    case "older":
    case "log-out":
    case "connect":
      return { type: fields.type };
    default:
      return undefined;
  }
}
