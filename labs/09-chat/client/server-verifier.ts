/** Whether a server is the right one: what the client's verifier believes. */

import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { ProgramError } from "../../../shared/process/errors.ts";
import type { ServerVerifier } from "../channel/handshake.ts";
import { KnownServers } from "../channel/known-servers.ts";

export interface TrustOptions {
  address: Address;
  /** Where `known_servers` is. */
  data: string;
  /** The only one that is accepted; empty when it was not given. */
  fingerprint: string;
  /** Asks a person at the first contact; undefined when nobody is there: then it is believed. */
  confirm?: ((fingerprint: string) => Promise<boolean>) | undefined;
}

/**
 * Returns the verifier for these settings.
 *
 * @throws ProgramError when `known_servers` cannot be read
 */
export async function verifierFor(options: TrustOptions): Promise<ServerVerifier> {
  const { address, data, fingerprint: pinned } = options;
  if (pinned !== "") return (fingerprint) => compare(fingerprint, pinned, address);
  const known = await KnownServers.open(data);
  return async (fingerprint) => {
    if (known.check(address, fingerprint) === "known") return;
    const isTrusted = (await options.confirm?.(fingerprint)) ?? true;
    if (!isTrusted) throw notTrusted(address);
    await known.add(address, fingerprint);
  };
}

function compare(fingerprint: string, pinned: string, address: Address): void {
  if (fingerprint === pinned) return;
  throw new ProgramError(
    `HOST KEY CHANGED: ${formatAddress(address)} shows ${fingerprint}, but --fingerprint is ` +
      `${pinned}; somebody may stand between you and the server. Ask its operator`,
  );
}

function notTrusted(address: Address): ProgramError {
  return new ProgramError(
    `Cannot trust ${formatAddress(address)}: its fingerprint was not confirmed; ` +
      "ask the server's operator for the right one",
  );
}
