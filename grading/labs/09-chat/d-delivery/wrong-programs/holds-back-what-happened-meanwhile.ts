/**
 * A program that never shows what happened meanwhile, nor what happens afterwards.
 *
 * @file history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says should have printed "bob: ten"…the client is still holding back
 */

export class HistorySync {
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    return more ? { show: missed, askAfter: this.#shown } : { show: missed };
  }
}
