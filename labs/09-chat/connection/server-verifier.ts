/**
 * Whether a server is the right one: it has the fingerprint that was given, or the one that it had before.
 * A client keeps the servers that it has met, one line each, as ssh keeps its `known_hosts`:
 *
 *     127.0.0.1:9090 SHA256:n0yPrB0mPp…
 *
 * At the first meeting nobody can tell the right server from somebody in between, unless a person
 * compares the fingerprint. From then on everybody can.
 */
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Ask, Settings } from "../../../shared/config/program-options.ts";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { ProgramError, systemReason } from "../../../shared/process/errors.ts";
import { printStatus } from "../../../shared/process/print-status.ts";
import { readTextFile } from "../../../shared/storage/private-file.ts";
import { PRIVATE_MODE } from "../../../shared/storage/replace-file.ts";

/** Checks the fingerprint of a server's certificate; throws to refuse it. */
export type ServerVerifier = (fingerprint: string) => void | Promise<void>;

/** SHA-256 in base64 without padding. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;

/** What a person can set of it. */
export const trustSettings = {
  data: {
    about: "folder in which the client keeps the servers that it knows",
    parse: valid<string>,
    fallback: "data",
  },
  fingerprint: {
    about: "the only server to be trusted: SHA256:…",
    parse: parseFingerprint,
    fallback: "",
  },
} satisfies Settings;

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

export class KnownServers {
  readonly #folder: string;
  /** By address; an address may have several fingerprints if somebody has put them there. */
  readonly #fingerprints = new Map<string, string[]>();
  /** What has to stand before the next line: a line end, if somebody has left out the last one. */
  #gap = "";

  private constructor(folder: string, text: string) {
    this.#folder = folder;
    if (text !== "" && !text.endsWith("\n")) this.#gap = "\n";
    // Some editors put a byte order mark first: read as part of the first address, it would make it a new one.
    for (const line of text.replace(/^\ufeff/, "").split("\n")) {
      const [address = "", ...rest] = line.trim().split(/\s+/);
      if (address !== "") this.#learn(address, rest.join(" "));
    }
  }

  /**
   * Reads `known_servers` in this folder; a file that is not there knows nobody.
   *
   * @throws ProgramError when the system does not let us read it
   */
  static async open(folder: string): Promise<KnownServers> {
    return new KnownServers(folder, (await readTextFile(join(folder, "known_servers"))) ?? "");
  }

  /**
   * Whether this server is known under this address.
   *
   * @throws ProgramError, beginning with HOST KEY CHANGED, when another one is
   */
  check(address: Address, fingerprint: string): "new" | "known" {
    const known = this.#fingerprints.get(nameOf(address));
    if (known === undefined) return "new";
    if (known.includes(fingerprint)) return "known";
    throw new ProgramError(
      `HOST KEY CHANGED: ${nameOf(address)} shows ${fingerprint}, but it was ${known.join(" or ")}; ` +
        "somebody may stand between you and the server. If its operator says that the key is new, " +
        `take the line out of ${join(this.#folder, "known_servers")}`,
    );
  }

  /**
   * Remembers a server. Adds a line, and leaves the others as they are.
   *
   * @throws ProgramError when the system does not let us
   */
  async add(address: Address, fingerprint: string): Promise<void> {
    const file = join(this.#folder, "known_servers");
    const line = `${this.#gap}${nameOf(address)} ${fingerprint}\n`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await appendFile(file, line, { mode: PRIVATE_MODE });
    } catch (error) {
      throw new ProgramError(
        `Cannot write ${file}: ${systemReason(error)}; choose another folder with --data`,
        { cause: error },
      );
    }
    this.#gap = "";
    this.#learn(nameOf(address), fingerprint);
  }

  #learn(address: string, fingerprint: string): void {
    const name = address.toLowerCase();
    this.#fingerprints.set(name, [...(this.#fingerprints.get(name) ?? []), fingerprint]);
  }
}

/** The names of hosts are the same in large and small letters (RFC 4343). */
function nameOf(address: Address): string {
  return formatAddress(address).toLowerCase();
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

/** Empty: not said. */
function parseFingerprint(text: string): Result<string> {
  if (text === "" || FINGERPRINT.test(text)) return valid(text);
  return invalid("it is SHA256: and 43 letters of base64, as the server prints it");
}

/** Shows the fingerprint, and asks whether it is the one that the operator of the server has given. */
export async function confirmServer(
  ask: Ask,
  address: Address,
  fingerprint: string,
): Promise<boolean> {
  printStatus(`${formatAddress(address)} is not known here yet. It shows the fingerprint`);
  printStatus(`  ${fingerprint}`);
  printStatus("Compare it with the one that the server has printed at its start.");
  const about = "is it the same? y or N";
  const setting = { about, parse: parseAnswer, fallback: "N", isFresh: true };
  const answer = await ask("trust this server", setting);
  return /^y/i.test(answer);
}

function parseAnswer(text: string): Result<string> {
  return /^(y|yes|n|no)$/i.test(text) ? valid(text) : invalid("it is y or n");
}
