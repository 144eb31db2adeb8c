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
import { hkdfSync, randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { errorCode } from "../../../shared/network-error.ts";
import { ProgramError } from "../../../shared/program.ts";
import { PRIVATE_MODE, syncFolder } from "../../../shared/replace-file.ts";
import { systemReason } from "../../../shared/system-reason.ts";

const KEY_BYTES = 32;

/** 32 bytes in base64url, without padding. */
const WRITTEN = /^[A-Za-z0-9_-]{43}\n?$/;

/** The bits of a file's mode that give something to its group and to all others. */
const OTHERS = 0o077;

/**
 * The key in this file; undefined when there is no file.
 *
 * @throws ProgramError when others can read it, or it holds no key
 */
export async function readKeyFile(path: string): Promise<Buffer | undefined> {
  const text = await privateText(path);
  if (text === undefined) return undefined;
  if (WRITTEN.test(text)) return Buffer.from(text.trim(), "base64url");
  const next = "bring back the right one, from a copy";
  throw new ProgramError(`Cannot use ${path}: it holds no key of ours; ${next}`);
}

/**
 * Makes a new key, and returns it when it is on disk. It appears there whole: a crash leaves all of it
 * or nothing.
 *
 * @throws ProgramError when the file cannot be written
 */
export async function makeKeyFile(path: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  const temporary = `${path}.new`;
  try {
    await rm(temporary, { force: true });
    // "wx": a mode is given to new files only, so an old one would keep the mode that it has.
    const file = await open(temporary, "wx", PRIVATE_MODE);
    try {
      await file.writeFile(`${key.toString("base64url")}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return key;
  } catch (error) {
    throw cannotUse(path, error);
  }
}

/** A key of its own for each purpose. @param label says which */
export function deriveKey(key: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", label, KEY_BYTES));
}

async function privateText(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const { mode } = await file.stat();
      // Windows knows no such modes; every file seems to be for all.
      if (process.platform !== "win32" && (mode & OTHERS) !== 0) throw othersCanRead(path);
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw cannotUse(path, error);
  }
}

function othersCanRead(path: string): ProgramError {
  const next = `if nobody has, write chmod 600 ${basename(path)}`;
  return new ProgramError(`Cannot use ${path}: others than its owner can read it; ${next}`);
}

function cannotUse(path: string, error: unknown): unknown {
  if (errorCode(error) === undefined) return error;
  const next = "choose another folder with --data";
  return new ProgramError(`Cannot use ${path}: ${systemReason(error)}; ${next}`, { cause: error });
}
