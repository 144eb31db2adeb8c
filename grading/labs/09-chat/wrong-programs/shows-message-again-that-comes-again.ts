/**
 * A program that shows a message again that comes again.
 *
 * @file d-delivery/history-sync.ts
 * @caughtBy what was said while the client was away is shown, each once
 * @says A message was printed twice
 */

export class HistorySync {
  #isNext({ number }: Message): boolean {
    this.#shown = number;
    return true;
  }
}
