// Who is known: in an encrypted CSV file, or in a database.
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { CsvFile } from "./csv.ts";
import * as fernet from "./fernet.ts";
import { objectIn } from "./wire.ts";

export interface User {
  name: string;
  password: string;
  address: string;
  registered: string;
}

export interface Users {
  find(name: string): User | undefined;
  /** Calls back when it is on disk. */
  add(user: User, done: (isStored: boolean) => void): void;
  close(): void;
}

/** One name, however it is written. */
export function keyOf(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/** The text of a file that only its owner may read. */
export function readSecret(path: string): Buffer | undefined {
  if (!fs.existsSync(path)) return undefined;
  if ((fs.statSync(path).mode & 0o077) !== 0) {
    process.stderr.write(`${path} can be read by others; chmod 600 ${path}\n`);
    process.exit(1);
  }
  return fs.readFileSync(path);
}

export class CsvUsers implements Users {
  private readonly users = new Map<string, User>();
  private readonly file: CsvFile;
  private readonly indexKey: Buffer;
  private readonly recordKey: Buffer;

  constructor(folder: string) {
    const path = `${folder}/clients.key`;
    const key = readSecret(path) ?? crypto.randomBytes(32);
    if (!fs.existsSync(path)) fs.writeFileSync(path, key, { mode: 0o600, flag: "wx" });
    const derive = (info: string) => Buffer.from(crypto.hkdfSync("sha256", key, "", info, 32));
    this.indexKey = derive("index");
    this.recordKey = derive("record");
    this.file = new CsvFile(`${folder}/clients.csv`, ([index = "", record = ""]) => {
      const user = objectIn(fernet.open(this.recordKey, record) ?? Buffer.alloc(0));
      if (user?.index !== index) return;
      const [name, password] = [String(user.name), String(user.password)];
      const rest = { address: String(user.address), registered: String(user.registered) };
      this.users.set(keyOf(name), { name, password, ...rest });
    });
  }

  find(name: string): User | undefined {
    return this.users.get(keyOf(name));
  }

  /** Calls back with false when the user cannot be stored, and is not known then. */
  add(user: User, done: (isStored: boolean) => void): void {
    this.users.set(keyOf(user.name), user);
    const hmac = crypto.createHmac("sha256", this.indexKey).update(keyOf(user.name));
    const index = hmac.digest("base64url");
    const record = fernet.seal(this.recordKey, Buffer.from(JSON.stringify({ index, ...user })));
    this.file.add([index, record], (isStored) => {
      if (!isStored) this.users.delete(keyOf(user.name));
      done(isStored);
    });
  }

  close(): void {
    this.file.close();
  }
}

export class DatabaseUsers implements Users {
  private readonly database: DatabaseSync;

  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec(`PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, username TEXT, password TEXT,
        address TEXT, registered TEXT, name_key TEXT UNIQUE)`);
  }

  find(name: string): User | undefined {
    const row = this.database.prepare("SELECT * FROM users WHERE name_key = ?").get(keyOf(name));
    if (row === undefined) return undefined;
    const { username, password, address, registered } = row;
    return {
      name: String(username),
      password: String(password),
      address: String(address),
      registered: String(registered),
    };
  }

  add({ name, password, address, registered }: User, done: (isStored: boolean) => void): void {
    this.database
      .prepare(
        "INSERT INTO users (username, password, address, registered, name_key) VALUES (?, ?, ?, ?, ?)",
      )
      .run(name, password, address, registered, keyOf(name));
    done(true);
  }

  close(): void {
    this.database.close();
  }
}
