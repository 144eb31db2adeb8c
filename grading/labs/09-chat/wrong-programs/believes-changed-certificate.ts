/**
 * A program that believes a server that shows another certificate than last time.
 *
 * @file connection/server-verifier.ts
 * @caughtBy a server with another key is refused: HOST KEY CHANGED
 * @says Somebody stands between you and the server
 */

export class KnownServers {
  check(address: Address, fingerprint: string): "new" | "known" {
    const known = this.#fingerprints.get(nameOf(address));
    if (known === undefined) return "new";
    if (known.length > 0) return "known";
    throw new ProgramError(
      `HOST KEY CHANGED: ${nameOf(address)} shows ${fingerprint}, but it was ${known.join(" or ")}; ` +
        "somebody may stand between you and the server. If its operator says that the key is new, " +
        `take the line out of ${join(this.#folder, "known_servers")}`,
    );
  }
}
