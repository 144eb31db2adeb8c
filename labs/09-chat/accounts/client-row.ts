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
 * What this does not hide: how many users there are, and that a row has changed. What it does not
 * prevent: that an old file is put in the place of a new one.
 */
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { keyOf } from "../../../shared/auth/name-key.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import { type Fields, fieldsOf, parseJson, textIn } from "../../../shared/framing/parse-fields.ts";
import type { Row } from "../../../shared/storage/csv-file.ts";
import { FernetKey, openToken, sealToken } from "../crypto/fernet.ts";
import { deriveKey } from "./key-file.ts";
import type { User } from "./user-store.ts";

export const COLUMNS = ["index", "record"] as const;

const USER_FIELDS = ["name", "password", "address", "registered"] as const;

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
    return createHmac("sha256", this.#indexKey).update(keyOf(name)).digest("base64url");
  }

  /** The user as a row. */
  seal(user: User): ClientRow {
    const index = this.indexOf(user.name);
    const inside = Buffer.from(JSON.stringify({ index, ...user }));
    return { index, record: sealToken(this.#recordKey, inside) };
  }

  /** The user in a row; undefined when it is not as we have written it, and in this row. */
  open({ index, record }: ClientRow): User | undefined {
    const inside = openToken(this.#recordKey, record);
    if (inside === undefined) return undefined;
    const fields = fieldsOf(parseJson(inside)) ?? {};
    const user = userIn(fields);
    const isHere = textIn(fields, "index") === index && user && this.indexOf(user.name) === index;
    return isHere ? user : undefined;
  }
}

/** What only the holder of the key can have written is looked at all the same: he may be another program. */
function userIn(fields: Fields): User | undefined {
  const [name, password, address, registered] = USER_FIELDS.map((field) => textIn(fields, field));
  if (name === undefined || password === undefined) return undefined;
  if (address === undefined || registered === undefined) return undefined;
  return parseName(name).ok ? { name, password, address, registered } : undefined;
}
