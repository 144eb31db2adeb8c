/** The first exchange on a connection: it must be right to the byte, and tells the line servers' thread. */
import { randomBytes } from "node:crypto";
import {
  type Conversation,
  LineConversation,
  RawConversation,
  threadOfFirstAnswer,
} from "./conversation.ts";
import type { EchoConnection } from "./echo-connection.ts";
import type { LoadShape } from "./job.ts";

/** Greets the server; resolves with what to say next. Rejects when the first answer is wrong. */
export function openConversation(
  connection: EchoConnection,
  shape: LoadShape,
): Promise<Conversation> {
  return shape.protocol === "raw" ? openRaw(connection, shape) : openLines(connection, shape);
}

/** Random bytes, others on every connection: an answer on the wrong connection is found. */
async function openRaw(connection: EchoConnection, shape: LoadShape): Promise<Conversation> {
  const message = randomBytes(shape.messageBytes);
  const answer = await connection.greet(message, (bytes) => bytes.length >= message.length);
  if (!answer.equals(message)) throw new Error("the first answer is not what was sent");
  return new RawConversation(randomBytes(shape.messageBytes * shape.inFlight));
}

async function openLines(connection: EchoConnection, shape: LoadShape): Promise<Conversation> {
  const text = randomBytes(shape.messageBytes)
    .toString("hex")
    .slice(0, shape.messageBytes - 1);
  const answer = await connection.greet(Buffer.from(`${text}\n`), (bytes) => bytes.at(-1) === 10);
  const thread = threadOfFirstAnswer(answer.toString(), text);
  if (thread === undefined) {
    throw new Error(`the first answer is not "[thread T line 1] ${text}" but "${answer}"`);
  }
  return new LineConversation({ text, linesInBatch: shape.inFlight, thread, nextLine: 2 });
}
