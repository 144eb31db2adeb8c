/**
 * A program that shows the password each time.
 *
 * @file login-flow.ts
 * @caughtBy the client comes back with its token, and not with its password
 * @says It shows the password each time
 */

export class LoginFlow {
  entry(after: number | undefined): LoginRequest {
    const { name, password } = this.#credentials;
    if (!this.#isKnown) {
      this.#registered++;
      return { type: "register", name, password };
    }
    return { type: "log-in", name, password, ...(after !== undefined && { after }) };
  }
}
