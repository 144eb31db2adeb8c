/**
 * A program that answers the lines of a chunk one in the other.
 *
 * @file conversation.ts
 * @caughtBy 60,000 lines in one write are all answered
 * @says Does a function call itself for each line?
 */

export class Conversation {
  #one(lines: readonly string[], at: number): string {
    const line = lines[at];
    if (line === undefined) return "";
    this.#lineCount += 1;
    const answer = `${this.#opening}${this.#lineCount}] ${reply(line)}\n`;
    return answer + this.#one(lines, at + 1);
  }

  #answerLines(lines: readonly string[]): string {
    return this.#one(lines, 0);
  }
}
