/** When two names are the same: `Ada` must not be able to pass for `ada`. */

/** One form for all the ways to write a name; the name itself must have been read by `parseName`. */
export function canonicalName(name: string): string {
  return name.toLowerCase().normalize("NFC");
}
