/**
 * A program that logs in though it should register.
 *
 * @file login-flow.ts
 * @caughtBy the client shows its name and password, and says when it is logged in
 * @says until the account exists, a log-in finds nobody
 */

export class LoginFlow {
  entry(after: number | undefined): LoginRequest {
    const { name, password } = this.#credentials;
    if (this.#token !== undefined && after !== undefined) {
      return { type: "resume", token: this.#token, after };
    }
    return { type: "log-in", name, password, ...(after !== undefined && { after }) };
  }
}
