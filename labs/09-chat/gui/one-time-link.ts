/**
 * Who may see the page. Every program and every user of this machine can connect to 127.0.0.1, and so
 * can any web page that is open in the browser: to listen on loopback keeps nobody out but the network.
 *
 *     GET /?key=mX3…  ─▶  303, Set-Cookie: chat=Qe8…; Path=/u7G…/; HttpOnly; SameSite=Strict
 *     GET /?key=mX3…  ─▶  403: a key opens once
 *     GET /u7G…/      ─▶  the page, to whoever has the cookie
 *
 * The key stands in an address, and addresses are kept by browsers and shown by `ps`: so it is worth
 * nothing once it has been used. The cookie cannot be read by any script. Browsers send a cookie to every
 * port of its host (RFC 6265 section 8.5), to another program's too; therefore its path is one that nobody
 * else knows.
 */
import { randomBytes } from "node:crypto";
import { isSameSecret } from "../../../shared/auth/same-secret.ts";

/** 256 bits, as many as a session's token has. */
const SECRET_BYTES = 32;

export class OneTimeLink {
  /** Where the page is: begins and ends with a slash. */
  readonly place = `/${randomText()}/`;
  #key: string | undefined;
  #cookie: string | undefined;

  /** A key that opens the page once. An older one, used or not, is void. */
  newKey(): string {
    this.#key = randomText();
    return this.#key;
  }

  /**
   * Takes the key, which is void from now on, and returns the `Set-Cookie` header for it; undefined when
   * it is not right. An older cookie is void then.
   */
  exchange(key: string): string | undefined {
    if (this.#key === undefined || !isSameSecret(key, this.#key)) return undefined;
    this.#key = undefined;
    this.#cookie = randomText();
    return `chat=${this.#cookie}; Path=${this.place}; HttpOnly; SameSite=Strict`;
  }

  /** Whether a request with this `Cookie` header comes from the browser that used the key. */
  admits(cookieHeader: string | undefined): boolean {
    const cookie = this.#cookie;
    if (cookie === undefined || cookieHeader === undefined) return false;
    return cookieHeader.split("; ").some((one) => isSameSecret(one, `chat=${cookie}`));
  }
}

function randomText(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}
