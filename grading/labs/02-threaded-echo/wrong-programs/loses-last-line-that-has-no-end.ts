/**
 * A program that loses a last line that has no end.
 *
 * @file conversation.ts
 * @caughtBy the last line counts, even without its end
 * @says a line left that has no LF
 */

export class Conversation {
  end(): string {
    return this.#answerLines([]);
  }
}
