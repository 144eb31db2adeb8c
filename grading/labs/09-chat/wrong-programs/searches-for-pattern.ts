/**
 * A program that searches for the pattern that somebody has typed.
 *
 * @file history/message-list.ts
 * @caughtBy older messages come by the page, and are found by their words
 * @says ".*"
 */

export class MessageList {
  async #search(text: string, before: number, count: number, signal?: AbortSignal): Promise<Page> {
    const page = new PageBuilder(count);
    const pattern = new RegExp(text, "iu");
    let from = before;
    for (;;) {
      const more = await this.#inTurn(() => {
        signal?.throwIfAborted();
        const sliceEndsAt = performance.now() + this.#sliceMs;
        for (const message of this.#backwards(from)) {
          if (pattern.test(message.text) && !page.take(message)) return true;
          from = message.number;
          if (performance.now() >= sliceEndsAt) return undefined;
        }
        return false;
      });
      if (more !== undefined) return page.finish({ more, isNewestFirst: true });
    }
  }
}
