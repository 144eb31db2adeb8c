/** How the connection is, in a few words, with the seconds until the next attempt. */
import type { State } from "../../client/updates.ts";
import type { ToPage } from "../page-messages.ts";
import { element, find } from "./dom.ts";

type Told = Extract<ToPage, { type: "state" }>;

export class StateView {
  readonly #places = [find("state", HTMLElement), find("login-state", HTMLElement)];
  #timer: ReturnType<typeof setInterval> | undefined;

  show(told: Told): void {
    this.#put(told.state, wordsOf(told));
    if (told.state === "waiting" && told.retryInMs !== undefined) this.#countDown(told.retryInMs);
  }

  /** Says something else instead, for good. */
  say(words: string): void {
    this.#put("ended", words);
  }

  /** Nothing is known yet. */
  clear(): void {
    clearInterval(this.#timer);
    for (const place of this.#places) place.replaceChildren();
  }

  #put(state: State, words: string): void {
    clearInterval(this.#timer);
    for (const place of this.#places) {
      place.dataset.state = state;
      place.replaceChildren(element("span", { class: "dot", "aria-hidden": "true" }), words);
    }
  }

  /** A screen reader has heard that it is being waited; it need not hear every second. */
  #countDown(retryInMs: number): void {
    const endsAt = performance.now() + retryInMs;
    const counters = this.#places.map((place) => {
      const counter = element("span", { "aria-hidden": "true", class: "countdown" });
      place.append(" ", counter);
      return counter;
    });
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1_000));
      for (const counter of counters) counter.replaceChildren(`in ${seconds} s`);
    };
    tick();
    this.#timer = setInterval(tick, 1_000);
  }
}

function wordsOf({ state, reason }: Told): string {
  switch (state) {
    case "connecting":
      return "connecting …";
    case "entering":
      return "connected";
    case "in":
      return "connected";
    case "waiting":
      return `${reason ?? "not connected"}; trying again`;
    case "ended":
      // Why, the card below says.
      return "not connected";
    default:
      state satisfies never;
      return "";
  }
}
