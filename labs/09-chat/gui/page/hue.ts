/** A colour for each name, the same at every visit. */

/** As many as can be told apart; style.css has one class for each. */
const HUES = 12;

/** The class of a name's colour. Large and small letters are the same name. */
export function hueClass(name: string): string {
  // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): short, and it spreads short names well.
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name.normalize("NFC").toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  // Of a short text the lowest bits are mixed least.
  return `hue-${(hash >>> 8) % HUES}`;
}
