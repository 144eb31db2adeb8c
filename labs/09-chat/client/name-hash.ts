/** A number for each name: it gives the name its colour, in the terminal and in the page. */
import { canonicalName } from "../../../shared/auth/canonical-name.ts";

/**
 * The number of a name, 24 bits. It is FNV-1a
 * (http://www.isthe.com/chongo/tech/comp/fnv/), which is short and spreads short names well. It is no
 * hash for secrets. Upper and lower case are the same name.
 */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(canonicalName(name))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  // In the hash of a short text, the lowest bits are mixed least.
  return hash >>> 8;
}
