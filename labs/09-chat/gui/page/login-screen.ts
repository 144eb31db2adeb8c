/**
 * What is seen before the room: is it the right server, who are you, and why it is over.
 *
 *     connecting ─▶ trust? ─▶ log in or register ─▶ the room ─▶ ended ─▶ connecting …
 *                     └────▶ stop
 */
import { parseName } from "../../../../shared/auth/parse-name.ts";
import { parsePassword } from "../../../../shared/auth/parse-password.ts";
import type { FromPage, Standing, ToPage } from "../page-messages.ts";
import { find } from "./dom.ts";

/** What was typed into the form. */
export interface Typed {
  action: "log-in" | "register";
  name: string;
  password: string;
  /** The password, once more; only looked at to register. */
  again: string;
}

/** A sentence for each field that is wrong. */
export type Problems = Partial<Record<"name" | "password" | "again", string>>;

/** No password is longer (shared/auth/parse-password.ts), and what is much longer fits into no record. */
const MAX_CHARACTERS = 256;

type Enter = Extract<FromPage, { type: "enter" }>;

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

/** The form to log in or to register. It checks the fields by the rules of the server before it sends anything. */
class LoginForm {
  readonly form = find("entry", HTMLFormElement);
  readonly #fields = {
    name: find("name", HTMLInputElement),
    password: find("password", HTMLInputElement),
    again: find("again", HTMLInputElement),
  };
  readonly #refused = find("entry-refused", HTMLElement);
  readonly #send = find("entry-send", HTMLButtonElement);
  #isWaiting = false;

  constructor(onEnter: (enter: Enter) => void) {
    for (const choice of this.form.querySelectorAll("input[type=radio]")) {
      choice.addEventListener("change", () => this.#showAction());
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#isWaiting) return;
      const typed = this.#typed();
      if (!this.#show(problemsOf(typed))) return;
      this.#wait(true);
      onEnter({
        type: "enter",
        action: typed.action,
        name: typed.name.trim(),
        password: typed.password,
      });
    });
  }

  /** The server has said no: the person may try again. */
  refuse(reason: string): void {
    this.#wait(false);
    this.#refused.replaceChildren(reason);
    this.#fields.password.select();
    this.#fields.password.focus();
  }

  /** Whatever became of the last attempt: there may be another one. */
  goOn(): void {
    this.#wait(false);
  }

  /** The person is in: the password has done its work, and is kept nowhere. */
  reset(): void {
    this.#wait(false);
    this.#fields.password.value = "";
    this.#fields.again.value = "";
    // Whoever has registered logs in the next time.
    find("log-in", HTMLInputElement).checked = true;
    this.#showAction();
  }

  focus(): void {
    const { name, password } = this.#fields;
    (name.value === "" ? name : password).focus();
  }

  #typed(): Typed {
    const { name, password, again } = this.#fields;
    const action = new FormData(this.form).get("action") === "register" ? "register" : "log-in";
    return { action, name: name.value, password: password.value, again: again.value };
  }

  #showAction(): void {
    const isNew = this.#typed().action === "register";
    find("again-field", HTMLElement).hidden = !isNew;
    find("password-hint", HTMLElement).hidden = !isNew;
    // What a password manager offers: a password that is kept, or a new one.
    this.#fields.password.autocomplete = isNew ? "new-password" : "current-password";
    this.#send.replaceChildren(isNew ? "Register" : "Log in");
    this.#show({});
  }

  /** Shows the problems at their fields, and leads to the first one; returns whether there are none. */
  #show(problems: Problems): boolean {
    this.#refused.replaceChildren();
    let first: HTMLInputElement | undefined;
    for (const name of ["name", "password", "again"] as const) {
      const problem = problems[name];
      find(`${name}-problem`, HTMLElement).replaceChildren(problem ?? "");
      this.#fields[name].setAttribute("aria-invalid", String(problem !== undefined));
      if (problem !== undefined) first ??= this.#fields[name];
    }
    first?.focus();
    return first === undefined;
  }

  #wait(isWaiting: boolean): void {
    this.#refused.replaceChildren();
    this.#isWaiting = isWaiting;
    // Not `disabled`: the focus would fall out of a button that is.
    this.#send.setAttribute("aria-disabled", String(isWaiting));
  }
}

/** The problems of an entry, by field; none when it may be sent. */
export function problemsOf({ action, name, password, again }: Typed): Problems {
  const problems: Problems = {};
  const named = problemOfName(name);
  if (named !== undefined) problems.name = named;
  if (password === "") problems.password = "Type your password.";
  else if ([...password].length > MAX_CHARACTERS) problems.password = "This password is too long.";
  else if (action === "register") addProblemsOfNew(password, again, problems);
  return problems;
}

function problemOfName(name: string): string | undefined {
  if (name.trim() === "") return "Type your name.";
  const parsed = parseName(name);
  return parsed.ok ? undefined : `This name cannot be used: ${parsed.reason}.`;
}

function addProblemsOfNew(password: string, again: string, problems: Problems): void {
  const parsed = parsePassword(password);
  if (!parsed.ok) problems.password = `This password cannot be used: ${parsed.reason}.`;
  else if (again === "") problems.again = "Repeat the password.";
  else if (again !== password) problems.again = "The two passwords are not the same.";
}
