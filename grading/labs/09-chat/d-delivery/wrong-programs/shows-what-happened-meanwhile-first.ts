/**
 * A program that asks what happened meanwhile before it has looked at the page.
 *
 * @file history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says "bob: six" was not printed
 */

export class HistorySync {
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const meanwhile = more ? [] : this.end();
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    if (more) return { show: missed, askAfter: this.#shown };
    return { show: [...meanwhile, ...missed] };
  }
}
