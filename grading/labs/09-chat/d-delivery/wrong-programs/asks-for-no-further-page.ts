/**
 * A program that asks for no further page.
 *
 * @file history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says ask for the next one, behind the last that came
 */

export class HistorySync {
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    return more ? { show: missed } : { show: [...missed, ...this.end()] };
  }
}
