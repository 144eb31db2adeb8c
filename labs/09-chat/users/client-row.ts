/**
 * A user as a row of `clients.csv`, in which nobody can read without the key, and change nothing without
 * being noticed:
 *
 *     index,record
 *     0Hn2…Xk,gAAAAABp…
 *     │       └ Fernet token of {"index":"0Hn2…Xk","name":"ada","password":"$scrypt$…",…}
 *     └ HMAC-SHA256 of the name: the same name always gives the same, so a user can be found by it
 *
 * The record repeats the index. Without it, whoever can write the file could put his own record, whose
 * password he knows, into the row of somebody else.
 *
 * The key is in a file of its own, `clients.key`: 32 random bytes in base64url. Whoever has both files can
 * read who has registered, from where, and with which record; whoever has one can read nothing.
 *
 *     clients.key ─┬─ HKDF "clients.csv index"  ─▶ the key of the column `index`
 *                  └─ HKDF "clients.csv record" ─▶ the Fernet key of the column `record`
 *
 * One key for two purposes would tie them together; HKDF makes two of one, and neither tells anything about
 * the other (RFC 5869 section 3.2).
 *
 * What this does not hide: how many users there are, and that a row has changed. What it does not
 * prevent: that an old file is put in the place of a new one.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import * as v from "valibot";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import { ProgramError } from "../../../shared/process/errors.ts";
import type { Row } from "../../../shared/storage/csv-file.ts";
import { makePrivateFiles, readPrivateFile } from "../../../shared/storage/private-file.ts";
import { FernetKey, openToken, sealToken } from "../a-channel/fernet.ts";
import { fitted, parseJson } from "../protocol/schema.ts";
import type { User } from "./user-store.ts";

export const COLUMNS = ["index", "record"] as const;

const KEY_BYTES = 32;

/** 32 bytes in base64url, without padding. An editor may have changed the line ends behind them. */
const WRITTEN = /^[A-Za-z0-9_-]{43}\s*$/;

/**
 * What is inside a row. Only the holder of the key can have written it, and it is checked all the same: they
 * may be another program.
 */
const insideSchema = v.object({
  index: v.string(),
  name: v.pipe(
    v.string(),
    v.check((name) => parseName(name).ok),
  ),
  password: v.string(),
  address: v.string(),
  registered: v.string(),
});

export type ClientRow = Row<(typeof COLUMNS)[number]>;

export class ClientRows {
  readonly #indexKey: KeyObject;
  readonly #recordKey: FernetKey;

  /** @param key 32 bytes, of which the keys for both columns are made */
  constructor(key: Uint8Array) {
    this.#indexKey = createSecretKey(deriveKey(key, "clients.csv index"));
    this.#recordKey = new FernetKey(deriveKey(key, "clients.csv record"));
  }

  /** Under what a user of this name is found, whatever letters it is written in. */
  indexOf(name: string): string {
    return createHmac("sha256", this.#indexKey).update(canonicalName(name)).digest("base64url");
  }

  /** The user as a row. */
  seal(user: User): ClientRow {
    const index = this.indexOf(user.name);
    const inside = Buffer.from(JSON.stringify({ index, ...user }));
    return { index, record: sealToken(this.#recordKey, inside) };
  }

  /** The user in a row; undefined when it is not as we have written it, and in this row. */
  open({ index, record }: ClientRow): User | undefined {
    const json = openToken(this.#recordKey, record);
    const inside = json && fitted(insideSchema, parseJson(json));
    if (inside === undefined) return undefined;
    const { index: ownIndex, ...user } = inside;
    return ownIndex === index && this.indexOf(user.name) === index ? user : undefined;
  }
}

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
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(), label, KEY_BYTES));
}
