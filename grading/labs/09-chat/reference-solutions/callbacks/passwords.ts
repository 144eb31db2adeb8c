// Passwords as scrypt records, and who has to wait before the next guess.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { keyOf } from "./users.ts";

const COMMON = [
  "password",
  "password1",
  "password123",
  "12345678",
  "123456789",
  "1234567890",
  "qwertyuiop",
  "iloveyou",
  "11111111",
];
const RECORD = /^\$scrypt\$ln=(\d+),r=8,p=1\$([^$]+)\$([^$]+)$/;

export function badName(name: string): string | undefined {
  const letters = [...name.normalize("NFC")].length;
  if (letters < 1 || letters > 32) return "a name has 1 to 32 letters";
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)
    ? "a name holds no control characters"
    : undefined;
}

export function badPassword(password: string): string | undefined {
  const letters = [...password.normalize("NFC")].length;
  if (letters < 8 || letters > 256) return "a password has 8 to 256 characters";
  return COMMON.includes(password.toLowerCase())
    ? "that password is one of the first to be tried"
    : undefined;
}

function derive(password: string, salt: Buffer, ln: number, done: (hash: Buffer) => void): void {
  const cost = { N: 2 ** ln, r: 8, p: 1, maxmem: 2 ** 31 };
  scrypt(password.normalize("NFC"), salt, 32, cost, (error, hash) =>
    done(error ? Buffer.alloc(32) : hash),
  );
}

export function makeRecord(password: string, ln: number, done: (record: string) => void): void {
  const salt = randomBytes(16);
  const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  derive(password, salt, ln, (hash) =>
    done(`$scrypt$ln=${ln},r=8,p=1$${text(salt)}$${text(hash)}`),
  );
}

/** One hash, also when there is no record. */
export function compare(
  password: string,
  record: string | undefined,
  ln: number,
  done: (isRight: boolean) => void,
): void {
  const [, cost = ln, salt = "", kept = ""] = RECORD.exec(record ?? "") ?? [];
  const hash = Buffer.from(kept, "base64");
  derive(password, Buffer.from(salt, "base64"), Number(cost), (made) =>
    done(hash.length === 32 && timingSafeEqual(hash, made)),
  );
}

/** Counts wrong attempts of one kind. */
class Counter {
  private readonly counts = new Map<string, { count: number; delay: number; until: number }>();
  private readonly free: number;
  private readonly firstDelay: number;

  constructor(free: number, firstDelay: number) {
    this.free = free;
    this.firstDelay = firstDelay;
  }

  waitMs(key: string): number {
    return Math.max(0, (this.counts.get(key)?.until ?? 0) - Date.now());
  }

  wrong(key: string): void {
    const one = this.counts.get(key) ?? { count: 0, delay: this.firstDelay, until: 0 };
    one.count++;
    if (one.count >= this.free) {
      one.until = Date.now() + one.delay;
      one.delay = Math.min(one.delay * 2, 300_000);
    }
    this.counts.set(key, one);
  }

  right(key: string): void {
    this.counts.delete(key);
  }
}

export class Throttle {
  private readonly accounts: Counter;
  private readonly addresses: Counter;

  constructor(account: number, address: number, firstDelay: number) {
    this.accounts = new Counter(account, firstDelay);
    this.addresses = new Counter(address, firstDelay);
  }

  waitMs(name: string, address: string): number {
    return Math.max(this.accounts.waitMs(keyOf(name)), this.addresses.waitMs(address));
  }

  wrong(name: string, address: string): void {
    this.accounts.wrong(keyOf(name));
    this.addresses.wrong(address);
  }

  right(name: string): void {
    this.accounts.right(keyOf(name));
  }
}
