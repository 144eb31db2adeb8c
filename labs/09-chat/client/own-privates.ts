/**
 * One's own private messages, which the server shows to their sender too, but does not keep. When the
 * connection was lost between the two words of the server, the first one never comes again:
 *
 *     private ─▶ server        ◀─ private (shown)  ╳  ◀─ accepted
 *     private ─▶ server, again                        ◀─ accepted
 *
 * So whoever gets only the second shows the message by itself.
 */
import type { Request } from "../protocol/messages.ts";
import type { Said } from "./unacknowledged.ts";

type Private = Extract<Request, { type: "private" }>;

export class OwnPrivates {
  /** Those under way, by id: how often they were sent, and whether the server has shown them. */
  readonly #underWay = new Map<string, { text: string; times: number; isShown: boolean }>();

  sent(said: Said): void {
    if (said.type !== "private") return;
    const before = this.#underWay.get(said.id);
    const times = (before?.times ?? 0) + 1;
    this.#underWay.set(said.id, { text: said.text, times, isShown: before?.isShown ?? false });
  }

  /** The server shows a private message of this user. It bears no id, but they come in order. */
  shown(text: string): void {
    for (const one of this.#underWay.values()) {
      if (one.isShown || one.text !== text) continue;
      one.isShown = true;
      return;
    }
  }

  /** The server has taken it. Returns it when the server will not show it any more, and has not. */
  accepted(said: Said): Private | undefined {
    const one = this.#underWay.get(said.id);
    this.#underWay.delete(said.id);
    if (said.type !== "private" || one === undefined) return undefined;
    return one.times > 1 && !one.isShown ? said : undefined;
  }
}
