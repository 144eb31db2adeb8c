/**
 * The key of `clients.csv`, in a file of its own: 32 random bytes in base64url. Whoever has both files
 * can read who has registered, from where, and with which record; whoever has one can read nothing.
 *
 *     clients.key ─┬─ HKDF "clients.csv index"  ─▶ the key of the column `index`
 *                  └─ HKDF "clients.csv record" ─▶ the Fernet key of the column `record`
 *
 * One key for two purposes would tie them together; HKDF makes two of one, and neither tells of the
 * other (RFC 5869 section 3.2).
 */
import { randomBytes } from "node:crypto";
import { ProgramError } from "../../../shared/process/errors.ts";
import { makePrivateFiles, readPrivateFile } from "../../../shared/storage/private-file.ts";
import { hkdf } from "../channel/channel-keys.ts";

const KEY_BYTES = 32;

/** 32 bytes in base64url, without padding. An editor may have changed the line ends behind them. */
const WRITTEN = /^[A-Za-z0-9_-]{43}\s*$/;

/**
 * The key in this file; undefined when there is no file.
 *
 * @throws ProgramError when others can read it, or it holds no key
 */
export async function readKeyFile(path: string): Promise<Buffer | undefined> {
  const text = await readPrivateFile(path);
  if (text === undefined) return undefined;
  if (WRITTEN.test(text)) return Buffer.from(text.trim(), "base64url");
  const next = "bring back the right one, from a copy";
  throw new ProgramError(`Cannot use ${path}: it holds no key of ours; ${next}`);
}

/**
 * Makes a new key, and returns it when it is on disk.
 *
 * @throws ProgramError when the file cannot be written
 */
export async function makeKeyFile(path: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  await makePrivateFiles(new Map([[path, `${key.toString("base64url")}\n`]]));
  return key;
}

/** A key of its own for each purpose. @param label says which */
export function deriveKey(key: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdf(key, new Uint8Array(), label, KEY_BYTES));
}
