/**
 * The way into the room: what a client shows of itself next, after each answer. Pure: it knows what was
 * asked of the server and what came of it, and nothing of connections.
 *
 *     log-in ─────────▶ accepted ─▶ token        the first time
 *     resume token ───▶ accepted ─▶ token        after a lost connection
 *           └▶ session-ended ─▶ log-in ─▶ …      the server has forgotten the token
 */
import { parseName } from "../../../shared/auth/parse-name.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Answer, LoginRequest, Refusal } from "../protocol/messages.ts";
import { MAX_LOGIN_JSON_BYTES } from "../protocol/wire.ts";

/** Who somebody is, and what proves it. */
export interface Credentials {
  action: "log-in" | "register";
  name: string;
  password: string;
}

/** What the JSON of an entry has beside a name and a password, in bytes: field names, and a number of a message. */
const MAX_REST_BYTES = 64;

/** Why the server could not even read these; undefined when it can. It would close the connection. */
export function problemOf({ name, password }: Credentials): string | undefined {
  const parsed = parseName(name);
  if (!parsed.ok) return `bad name: ${parsed.reason}`;
  const bytes = Buffer.byteLength(JSON.stringify({ name: parsed.value, password }));
  return bytes + MAX_REST_BYTES > MAX_LOGIN_JSON_BYTES ? "bad password: it is too long" : undefined;
}

/** What follows from an answer. */
export type Step = { type: "in"; name: string; last: number } | { type: "again" } | Refused;
type Refused = { type: "refused"; why: Refusal };

export class LoginFlow {
  #credentials: Credentials;
  #token: string | undefined;
  /** How often it was asked to register: if it was more than once, the name may be taken by oneself. */
  #registered = 0;
  /** Whether this user is known to exist, so that to log in is enough. */
  #isKnown: boolean;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
    this.#isKnown = credentials.action === "log-in";
  }

  /**
   * What to show the server next: the token if there is one, and the password only if there must be.
   *
   * @param after the number of the last message that was shown; undefined before the first log-in
   *
   * @exercise 09b.2 Where there are a token and `after`, resume with them; where the account may not exist yet, register, and count that; else log in, with `after` if it is not undefined.
   */
  entry(after: number | undefined): LoginRequest {
    const { name, password } = this.#credentials;
    if (this.#token !== undefined && after !== undefined) {
      return { type: "resume", token: this.#token, after };
    }
    if (!this.#isKnown) {
      this.#registered++;
      return { type: "register", name, password };
    }
    return { type: "log-in", name, password, ...(after !== undefined && { after }) };
  }

  /**
   * Takes the answer to the last entry; "again" means that the next one is to be sent.
   *
   * @throws ProtocolError when a session has ended that was not shown
   */
  take(answer: Answer): Step {
    switch (answer.type) {
      case "accepted":
        this.#token = answer.token;
        this.#isKnown = true;
        return { type: "in", name: answer.name, last: answer.last };
      case "session-ended":
        return this.#sessionEnded();
      case "taken":
        return this.#taken();
      case "wrong":
        // The name is taken, and not by this one.
        return { type: "refused", why: this.#registered > 1 ? { type: "taken" } : answer };
      case "refused":
        return { type: "refused", why: answer };
    }
  }

  #sessionEnded(): Step {
    // Else a server could have the password shown to it as fast as the network is.
    if (this.#token === undefined)
      throw new ProtocolError("no session was shown that could have ended");
    this.#token = undefined;
    return { type: "again" };
  }

  /** An answer that was lost with its connection may have been the good one. */
  #taken(): Step {
    if (this.#registered < 2) return { type: "refused", why: { type: "taken" } };
    this.#isKnown = true;
    return { type: "again" };
  }
}
