/**
 * A program that registers as often as it comes.
 *
 * @file login-flow.ts
 * @caughtBy when its token is worth nothing the client logs in again, and never registers again
 * @says It registers a second time
 */

export class LoginFlow {
  entry(after: number | undefined): LoginRequest {
    const { action, name, password } = this.#credentials;
    if (this.#token !== undefined && after !== undefined) {
      return { type: "resume", token: this.#token, after };
    }
    if (action === "register") {
      this.#registered++;
      return { type: "register", name, password };
    }
    return { type: "log-in", name, password, ...(after !== undefined && { after }) };
  }
}
