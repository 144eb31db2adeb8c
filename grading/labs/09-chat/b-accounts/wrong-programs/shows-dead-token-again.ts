/**
 * A program that shows a dead token again.
 *
 * @file login-flow.ts
 * @caughtBy when its token is worth nothing the client logs in again, and never registers again
 * @says it would do so forever
 */

export class LoginFlow {
  #sessionEnded(): Step {
    return { type: "again" };
  }
}
