/**
 * A program that writes a user's name into the log as it is.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy a name cannot forge a field of the log
 * @says it reads like the next field
 */

class ClientConnection {
  #logIn(name: string, password: string, keys: string[], leave: () => void): void {
    store.check(name, password, (user) => {
      leave();
      if (user === undefined) return this.#refuse("wrong name or password");
      wrong.delete(keys[0] ?? "");
      takeBack(keys[1] ?? "");
      log("log-in", ` user=${user.name}`);
      const token = crypto.randomBytes(32).toString("base64url");
      const now = performance.now();
      sessions.set(digest(token), { name: user.name, used: now, end: now + sessionMaxMs });
      this.#answer({ type: "welcome", name: user.name, token });
    });
  }
}
