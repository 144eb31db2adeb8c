/** Talking in JSON: one object a line. The order of its fields and what else stands in it make no difference. */
import { CheckFailed } from "../core/failure.ts";
import { TextForm } from "../core/patterns.ts";
import type { Peer, Seen } from "../core/peer.ts";

export interface Message {
  readonly [name: string]: Value;
}

/** What JSON can say, undefined standing for a field that is not there. */
type Value = string | number | boolean | null | undefined | readonly Value[] | Message;

/** What a message must hold: for each field its value, or the form of its text. */
export type Expected = Readonly<Record<string, Value | TextForm>>;

export interface JsonExpectation {
  /** As in "the answer to the log-in". */
  what: string;
  /** Why another one may have come, in the learner's words; also as a function of it. */
  cause?: string | ((message: Message | undefined) => string | undefined) | undefined;
}

/** A message as it is sent. */
export function jsonLine(message: Message): string {
  return `${JSON.stringify(message)}\n`;
}

/**
 * Waits for one line, which must be such an object; returns it.
 *
 * @throws CheckFailed when it is none, or differs, or does not come
 */
export async function expectJson(
  peer: Peer,
  expected: Expected,
  { what, cause }: JsonExpectation,
): Promise<Message> {
  const explain = (message: Message | undefined) =>
    typeof cause === "function" ? cause(message) : cause;
  const [line = ""] = await peer.expectLine(LINE_OF_JSON, what, ({ received }: Seen) =>
    received.length === 0 ? explain(undefined) : NO_LINE_END,
  );
  const message = messageIn(line);
  if (message === undefined) {
    throw new CheckFailed(
      `${peer.voice}: ${what}: the line is no JSON object: ${line.slice(0, 120)}`,
      explain(undefined),
    );
  }
  const wrong = Object.keys(expected).find((name) => !fits(message[name], expected[name]));
  if (wrong === undefined) return message;
  throw new CheckFailed(
    `${peer.voice}: ${what}: "${wrong}" should be ${shown(expected[wrong])}; it is ${shown(message[wrong])}.`,
    explain(message),
  );
}

/** Sends a request and waits for its answer. */
export async function askJson(
  peer: Peer,
  request: Message,
  expected: Expected,
  expectation: JsonExpectation,
): Promise<Message> {
  peer.send(jsonLine(request));
  return await expectJson(peer, expected, expectation);
}

const LINE_OF_JSON = new TextForm("a line with a JSON object", /^.*$/su);

const NO_LINE_END = "Every message ends with LF: the other side waits for it.";

function messageIn(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a field's value is as expected. */
export function fits(value: unknown, expected: Expected[string]): boolean {
  if (!(expected instanceof TextForm)) return value === expected;
  return typeof value === "string" && expected.match(value) !== null;
}

function shown(value: Expected[string]): string {
  if (value === undefined) return "missing";
  return value instanceof TextForm ? value.words : JSON.stringify(value);
}
