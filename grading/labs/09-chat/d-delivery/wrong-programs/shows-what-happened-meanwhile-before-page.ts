/**
 * A program that shows what happened meanwhile before the page.
 *
 * @file history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says "bob: nine" was printed before "bob: six"…What happened meanwhile was shown before the page
 */

export class HistorySync {
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    if (more) return { show: missed, askAfter: this.#shown };
    return { show: [...this.end(), ...missed] };
  }
}
