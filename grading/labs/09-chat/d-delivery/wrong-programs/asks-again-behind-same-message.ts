/**
 * A program that asks for the next page behind the message after which the first one began.
 *
 * @file history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says should be asked for behind message 5
 */

export class HistorySync {
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const askAfter = this.#shown;
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    if (more) return { show: missed, askAfter };
    return { show: [...missed, ...this.end()] };
  }
}
