/**
 * A program that shows every message of a page and of what happened meanwhile.
 *
 * @file history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says A message was printed twice: "bob: eight"
 */

export class HistorySync {
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const missed = messages.map((message) => ({ type: "message", ...message }) as const);
    if (more) return { show: missed, askAfter: messages.at(-1)?.number ?? this.#shown };
    return { show: [...missed, ...this.end()] };
  }
}
