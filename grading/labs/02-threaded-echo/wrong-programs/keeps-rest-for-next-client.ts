/**
 * A program that keeps the beginning of a line for the thread's next client.
 *
 * @file conversation.ts
 * @caughtBy a thread remembers nothing of the client before
 * @says a beginning of a line that outlived its connection
 */

const splitter = new LineSplitter();

export class Conversation {
  readonly #splitter = splitter;
}
