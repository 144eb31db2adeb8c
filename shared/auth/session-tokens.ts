/**
 * Tokens: what a client shows in place of the password once it has logged in.
 *
 *     u7GkX0mYf3…Qe8     43 characters: 32 random bytes in base64url (RFC 4648 section 5)
 *         │
 *         └ SHA-256 ─▶  kept here, with the user, the time of the last use and of the end
 *
 * A token cannot be guessed, so a quick hash of it will do: scrypt is for what people think up. And
 * since only the hash is kept, whoever reads the server's memory or a dump of it finds no token. The
 * look-up by hash need not take a constant time: nobody can steer where a hash goes.
 *
 * A token belongs to a user. It is bound to no address and no connection: those change when a
 * train enters a tunnel, and thousands of strangers share one address.
 */
import { createHash, randomBytes } from "node:crypto";

/** As many as a key of the strongest cipher: to guess one is hopeless, however many there are. */
const TOKEN_BYTES = 32;

/** How long a session lasts, in milliseconds. */
export interface SessionLimits {
  /** Without a message. */
  idleMs: number;
  /** In all, however busy it is: a stolen token is of no use for ever. */
  sessionMaxMs: number;
}

interface Session {
  user: string;
  lastUseMs: number;
  endsAtMs: number;
}

export class SessionTokens {
  readonly #limits: SessionLimits;
  readonly #now: () => number;
  /** By the hash of the token. */
  readonly #sessions = new Map<string, Session>();

  /** @param now a clock that never goes back, in milliseconds */
  constructor(limits: SessionLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** How many sessions are kept, those included whose end nobody has noticed yet. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * Begins a session for this user, and returns its token: the only time that it is known here.
   *
   * @exercise 07.3 Make a token of `TOKEN_BYTES` random bytes in base64url, keep the session under the token's digest, and return the token.
   */
  open(user: string): string {
    this.#forgetEnded();
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const now = this.#now();
    const endsAtMs = now + this.#limits.sessionMaxMs;
    this.#sessions.set(digestOf(token), { user, lastUseMs: now, endsAtMs });
    return token;
  }

  /**
   * The user whose token this is, which counts as a use of it; undefined when there is no such
   * token, or no more.
   *
   * @exercise 07.4 Find the session; when it was idle for too long or is at its end, forget it; else note the use and return its user.
   */
  userOf(token: string): string | undefined {
    const digest = digestOf(token);
    const session = this.#sessions.get(digest);
    if (session === undefined) return undefined;
    if (this.#hasEnded(session)) {
      this.#sessions.delete(digest);
      return undefined;
    }
    session.lastUseMs = this.#now();
    return session.user;
  }

  /** Ends the session of this token, if there is one. */
  close(token: string): void {
    this.#sessions.delete(digestOf(token));
  }

  /** Ends all sessions of this user. */
  closeAllOf(user: string): void {
    for (const [digest, session] of this.#sessions) {
      if (session.user === user) this.#sessions.delete(digest);
    }
  }

  /** Ends all sessions of everybody. */
  closeAll(): void {
    this.#sessions.clear();
  }

  #hasEnded({ lastUseMs, endsAtMs }: Session): boolean {
    const now = this.#now();
    return now >= endsAtMs || now >= lastUseMs + this.#limits.idleMs;
  }

  #forgetEnded(): void {
    for (const [digest, session] of this.#sessions) {
      if (this.#hasEnded(session)) this.#sessions.delete(digest);
    }
  }
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
