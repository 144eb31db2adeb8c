/** Comparing secrets: access words, tokens, keys. */
import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether two secrets are the same. `===` stops at the first character that differs, so its time tells
 * how many were right. Digests are compared instead: they have one length, as `timingSafeEqual` wants
 * it (Node's page "Crypto"), and differ everywhere as soon as the secrets do anywhere.
 */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
