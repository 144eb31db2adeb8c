/**
 * `npm run lab 08 checksum`: what a checksum catches, and what it does not.
 *
 * Five attempts on the message `[checksum][text]`: with crc32, with md5 and, to compare, with a key
 * (HMAC-SHA-256). Each attempt is really made, and its figure counted, while you look.
 */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { endOnOutputError } from "../../../shared/process/program.ts";
import { type Checksum, withChecksum, withoutChecksum } from "../checksum.ts";

/** So many texts are tried: enough to find two with one crc32, which has 32 bits, in 99 of 100 runs. */
const MAX_TEXTS = 200_000;

const TEXT = "pay Ada 10 coins";
const KEY = randomBytes(32);

/** A way to put something before a text that speaks for it, and to check it. */
interface Form {
  name: string;
  seal(text: string): string;
  /** Whether the message is taken. */
  takes(message: string): boolean;
}

const forms: Form[] = [plain("crc32"), plain("md5"), keyed()];

endOnOutputError();
console.log("The message of each form:\n");
for (const { name, seal } of forms) console.log(`  ${name.padEnd(8)} ${seal(TEXT)}`);

tell(
  "1. Damage: every single bit of the message is turned, one after the other",
  ({ seal, takes }) => {
    const bytes = Buffer.from(seal(TEXT), "latin1");
    let caught = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      if (!takes(withBitTurned(bytes, bit).toString("latin1"))) caught++;
    }
    return `${caught} of ${bytes.length * 8} caught`;
  },
);

tell(
  "2. Forgery: somebody between changes the text and computes the checksum anew",
  ({ name, takes }) => {
    const forged = "pay Eve 99 coins";
    const guess =
      name === "crc32" || name === "md5" ? plain(name).seal(forged) : `${"0".repeat(64)}${forged}`;
    return takes(guess)
      ? `taken: ${JSON.stringify(forged)}`
      : "caught: without the key there is nothing to compute";
  },
);

tell("3. Replay: the same message comes a second time", ({ seal, takes }) => {
  const message = seal(TEXT);
  return takes(message) && takes(message) ? "taken twice: Ada gets 20" : "caught";
});

tell("4. Chance: texts are made at random until two of them have the same checksum", ({ seal }) => {
  const seen = new Set<string>();
  for (let count = 1; count <= MAX_TEXTS; count++) {
    const text = randomUUID();
    const checksum = seal(text).slice(0, -text.length);
    if (seen.has(checksum)) return `two among the first ${count}`;
    seen.add(checksum);
  }
  return `none among ${MAX_TEXTS}`;
});

tell(
  "5. Boundaries: two messages come in one chunk, without a length before them",
  ({ seal, takes }) => {
    const chunk = seal("one") + seal("two");
    return takes(chunk)
      ? "taken for one message"
      : "refused as damaged: nothing tells where the first one ends";
  },
);

console.log(`
A checksum is for accidents. Where a message ends, the length before it tells (exercises 08.1 to 08.4).
Who wrote it, only a key can tell, and whether it is new, a number inside of it: lab 09.`);

function tell(attempt: string, outcome: (form: Form) => string): void {
  console.log(`\n${attempt}\n`);
  for (const form of forms) console.log(`  ${form.name.padEnd(8)} ${outcome(form)}`);
}

function plain(checksum: Checksum): Form {
  return {
    name: checksum,
    seal: (text) => withChecksum(checksum, text),
    takes: (message) => {
      try {
        withoutChecksum(checksum, message);
        return true;
      } catch {
        return false;
      }
    },
  };
}

function keyed(): Form {
  const digits = (text: string) => createHmac("sha256", KEY).update(text).digest("hex");
  return {
    name: "hmac",
    seal: (text) => digits(text) + text,
    takes: (message) => digits(message.slice(64)) === message.slice(0, 64),
  };
}

function withBitTurned(bytes: Buffer, bit: number): Buffer {
  const turned = Buffer.from(bytes);
  const at = Math.floor(bit / 8);
  turned[at] = (turned[at] ?? 0) ^ (1 << (bit % 8));
  return turned;
}
