/**
 * A thought experiment: the same Fernet tokens from one cipher object that lasts as long as the
 * connection.
 *
 * In CBC each block is mixed with the ciphertext of the one before. So a cipher object that goes on and
 * on can be given 16 random bytes first: what they become is a block that nobody could foresee, which
 * is all that an IV has to be. Then comes the plaintext, filled up to whole blocks by hand:
 *
 *     in    16 random bytes │ plaintext, filled up
 *     out   IV              │ ciphertext
 *
 * Whoever opens the token sees an ordinary one. What is saved is the setting up of a cipher for each
 * token; random bytes are drawn for many tokens at once.
 */
import { createCipheriv, createHmac, randomBytes, randomFillSync } from "node:crypto";
import type { FernetKey } from "../../../labs/09-chat/a-channel/fernet.ts";
import { toBase64url } from "../../../labs/09-chat/a-channel/fernet.ts";

const BLOCK_BYTES = 16;
const VERSION = 0x80;
const TIME_AT = 1;
const HEAD_BYTES = 9;
const RANDOM_BYTES = 4096;

/** Shared by all: each byte of it is used once. */
const random = Buffer.alloc(RANDOM_BYTES);
let used = RANDOM_BYTES;

export class LastingSealer {
  readonly #key: FernetKey;
  readonly #cipher: ReturnType<typeof createCipheriv>;

  constructor(key: FernetKey) {
    this.#key = key;
    this.#cipher = createCipheriv("aes-128-cbc", key.encryption, randomBytes(BLOCK_BYTES));
    this.#cipher.setAutoPadding(false);
  }

  /** Encrypts and signs; the token, as the lab's `openToken` takes it. */
  seal(plain: Uint8Array): string {
    const padding = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
    const blocks = Buffer.allocUnsafe(BLOCK_BYTES + plain.length + padding);
    copyRandom(blocks);
    blocks.set(plain, BLOCK_BYTES);
    blocks.fill(padding, BLOCK_BYTES + plain.length);
    const head = Buffer.alloc(HEAD_BYTES);
    head[0] = VERSION;
    head.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000)), TIME_AT);
    const signed = Buffer.concat([head, this.#cipher.update(blocks)]);
    const signature = createHmac("sha256", this.#key.signing).update(signed).digest();
    return toBase64url(Buffer.concat([signed, signature]));
  }
}

/** Fills the first block with bytes that were never used before. */
function copyRandom(blocks: Buffer): void {
  if (used === RANDOM_BYTES) {
    randomFillSync(random);
    used = 0;
  }
  random.copy(blocks, 0, used, used + BLOCK_BYTES);
  used += BLOCK_BYTES;
}
