// Users in another style: synchronous files, callbacks for scrypt. Nothing from shared/.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export interface User {
  name: string;
  secret: string;
}

interface Found {
  isOld: boolean;
  ln: number;
  salt: Buffer;
  hash: Buffer;
}

const HEADER = "name,password";

export const keyOf = (name: string) => name.normalize("NFC").toLowerCase();

const md5 = (text: string) => crypto.createHash("md5").update(text).digest("hex");

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Two cells of a line; both may be quoted. */
function cells(line: string): [string, string] | undefined {
  const match = /^(?:"((?:[^"]|"")*)"|([^",]*)),(?:"((?:[^"]|"")*)"|([^",]*))$/.exec(line);
  if (match === null) return undefined;
  const [, one, bareOne = "", two, bareTwo = ""] = match;
  return [one?.replaceAll('""', '"') ?? bareOne, two?.replaceAll('""', '"') ?? bareTwo];
}

function scrypt(text: string, salt: Buffer, ln: number, done: (hash: Buffer) => void): void {
  const options = { N: 2 ** ln, r: 8, p: 1, maxmem: 2 ** 31 };
  crypto.scrypt(text.normalize("NFC"), salt, 32, options, (error, hash) => {
    if (error) throw error;
    done(hash);
  });
}

function read(secret: string): Found | undefined {
  const match = /^\$(md5\+)?scrypt\$ln=(\d+),r=8,p=1\$([\w+/]+)\$([\w+/]{43})$/.exec(secret);
  if (match === null || Number(match[2]) > 20) return undefined;
  const [salt, hash] = [match[3] ?? "", match[4] ?? ""].map((text) => Buffer.from(text, "base64"));
  if (salt === undefined || hash === undefined) return undefined;
  return { isOld: match[1] !== undefined, ln: Number(match[2]), salt, hash };
}

export class Store {
  readonly #path: string;
  readonly #ln: number;
  readonly #users = new Map<string, User>();
  readonly #nobody: Found;

  constructor(folder: string, ln: number) {
    this.#path = path.join(folder, "users.csv");
    this.#ln = ln;
    this.#nobody = { isOld: false, ln, salt: crypto.randomBytes(16), hash: crypto.randomBytes(32) };
    const text = fs.existsSync(this.#path) ? fs.readFileSync(this.#path, "utf8") : "";
    const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
    for (const line of whole.slice(1, -1)) {
      const [name, secret] = cells(line) ?? [];
      if (name !== undefined && secret !== undefined) {
        this.#users.set(keyOf(name), { name, secret });
      } else fs.appendFileSync(`${this.#path}.damaged`, `${line}\n`);
    }
    this.#importOld(path.join(folder, "users-md5.csv"));
    this.#rewrite();
  }

  find(name: string): User | undefined {
    return this.#users.get(keyOf(name));
  }

  /** Makes a record; `done` is called when it is on disk, with false when the name is taken. */
  add(name: string, password: string, done: (isAdded: boolean) => void): void {
    this.#make(password, (secret) => {
      if (this.find(name) !== undefined) return done(false);
      const user = { name, secret };
      this.#users.set(keyOf(name), user);
      const file = fs.openSync(this.#path, "a", 0o600);
      fs.writeSync(file, `${quoted(name)},${quoted(secret)}\n`);
      fs.fsyncSync(file);
      fs.closeSync(file);
      done(true);
    });
  }

  check(name: string, password: string, done: (user: User | undefined) => void): void {
    const user = this.find(name);
    const record = read(user?.secret ?? "") ?? this.#nobody;
    const text = record.isOld ? md5(password.normalize("NFC")) : password;
    scrypt(text, record.salt, record.ln, (hash) => {
      if (!crypto.timingSafeEqual(hash, record.hash) || user === undefined) return done(undefined);
      if (!record.isOld) return done(user);
      this.#make(password, (secret) => {
        user.secret = secret;
        this.#rewrite();
        done(user);
      });
    });
  }

  #make(password: string, done: (secret: string) => void): void {
    const salt = crypto.randomBytes(16);
    scrypt(password, salt, this.#ln, (hash) => done(this.#secret("scrypt", salt, hash)));
  }

  #secret(kind: string, salt: Buffer, hash: Buffer): string {
    const [one, two] = [salt, hash].map((bytes) => bytes.toString("base64").replaceAll("=", ""));
    return `$${kind}$ln=${this.#ln},r=8,p=1$${one}$${two}`;
  }

  #importOld(file: string): void {
    if (!fs.existsSync(file)) return;
    for (const line of fs.readFileSync(file, "utf8").split("\n").slice(1)) {
      const [name, hex = ""] = cells(line) ?? [];
      if (name === undefined || !/^[\da-f]{32}$/i.test(hex) || this.find(name)) continue;
      const salt = crypto.randomBytes(16);
      const options = { N: 2 ** this.#ln, r: 8, p: 1, maxmem: 2 ** 31 };
      const hash = crypto.scryptSync(hex.toLowerCase(), salt, 32, options);
      this.#users.set(keyOf(name), { name, secret: this.#secret("md5+scrypt", salt, hash) });
    }
    this.#rewrite();
    fs.unlinkSync(file);
  }

  #rewrite(): void {
    const rows = [...this.#users.values()].map(
      ({ name, secret }) => `${quoted(name)},${quoted(secret)}`,
    );
    fs.writeFileSync(`${this.#path}.tmp`, [HEADER, ...rows, ""].join("\n"), { flush: true });
    fs.renameSync(`${this.#path}.tmp`, this.#path);
  }
}
