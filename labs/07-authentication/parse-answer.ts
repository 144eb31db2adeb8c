/** Reading what the server answers: a client believes a server no more than the other way round. */
import { ProtocolError } from "../../shared/process/errors.ts";
import { type Answer, refused } from "./messages.ts";
import { type Fields, parseFields, textIn } from "./parse-fields.ts";

/**
 * The answer in a line.
 *
 * @throws ProtocolError when it is none
 */
export function parseAnswer(line: string): Answer {
  const fields = parseFields(line);
  const answer = fields === undefined ? undefined : answerIn(fields);
  if (answer === undefined) throw new ProtocolError("the server's answer cannot be understood");
  return answer;
}

function answerIn(fields: Fields): Answer | undefined {
  const type = textIn(fields, "type");
  const text = textIn(fields, "text");
  const reason = textIn(fields, "reason");
  switch (type) {
    case "registered":
    case "good-bye":
      return { type };
    case "welcome":
      return welcomeIn(fields);
    case "said":
      return text === undefined ? undefined : { type, text };
    case "refused":
      return reason === undefined ? undefined : refused(reason);
    default:
      return undefined;
  }
}

function welcomeIn(fields: Fields): Answer | undefined {
  const name = textIn(fields, "name");
  const token = textIn(fields, "token");
  if (name === undefined || token === undefined) return undefined;
  return { type: "welcome", name, token };
}
