/**
 * A program that takes the end of its session for a wrong password.
 *
 * @file b-accounts/login-flow.ts
 * @caughtBy when its token is worth nothing the client logs in again
 * @says LOGIN_ATTEMPTING should come
 */

export class LoginFlow {
  #sessionEnded(): Step {
    // Else a server could have the password shown to it as fast as the network is.
    if (this.#token === undefined)
      throw new ProtocolError("no session was shown that could have ended");
    return { type: "refused", why: { type: "wrong" } };
  }
}
