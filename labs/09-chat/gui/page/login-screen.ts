/**
 * What is seen before the room: is it the right server, who are you, and why it is over.
 *
 *     connecting ─▶ trust? ─▶ log in or register ─▶ the room ─▶ ended ─▶ connecting …
 *                     └────▶ stop
 */
import type { FromPage, Standing, ToPage } from "../page-messages.ts";
import { find } from "./dom.ts";
import { LoginForm } from "./login-form.ts";

const CARDS = ["stop", "trust", "ended", "entry"] as const;
type Card = (typeof CARDS)[number];

export class LoginScreen {
  readonly #form: LoginForm;
  #fingerprint = "";
  #standing: Standing = "known";
  #shown: Card | undefined;

  constructor(send: (message: FromPage) => void) {
    this.#form = new LoginForm(send);
    const answer = (isTrusted: boolean) => () => {
      send({ type: "trust", fingerprint: this.#fingerprint, isTrusted });
    };
    find("trust-yes", HTMLButtonElement).addEventListener("click", answer(true));
    find("trust-no", HTMLButtonElement).addEventListener("click", answer(false));
    find("connect", HTMLButtonElement).addEventListener("click", () => send({ type: "connect" }));
  }

  /** Begins anew, with nothing known of the server. */
  welcome(address: string, encryption: string): void {
    this.#fingerprint = "";
    this.#standing = "known";
    find("login-server", HTMLElement).replaceChildren(`${address}, encrypted with ${encryption}`);
    this.#show("entry");
  }

  /** Asks about a new fingerprint, goes on with a known one, and stops at another one than before. */
  showFingerprint(fingerprint: string, standing: Standing): void {
    this.#fingerprint = fingerprint;
    this.#standing = standing;
    find("trust-fingerprint", HTMLElement).replaceChildren(fingerprint);
    find("stop-fingerprint", HTMLElement).replaceChildren(fingerprint);
    this.#show(({ changed: "stop", new: "trust", known: "entry" } as const)[standing]);
  }

  showState({ state, reason }: Extract<ToPage, { type: "state" }>): void {
    if (state === "in") this.#form.reset();
    if (state !== "ended" || this.#standing === "changed") return;
    this.#form.goOn();
    find("ended-reason", HTMLElement).replaceChildren(reason ?? "You have logged out.");
    this.#show("ended");
  }

  refuse(reason: string): void {
    this.#show("entry");
    this.#form.refuse(reason);
  }

  /** Nothing can be done here any more. */
  close(): void {
    this.#show(undefined);
  }

  #show(shown: Card | undefined): void {
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const card of CARDS) find(card, HTMLElement).hidden = card !== shown;
    if (shown === "entry") this.#form.focus();
    // What has come up by itself is read out from its title.
    else if (shown !== undefined) document.getElementById(`${shown}-title`)?.focus();
  }
}
