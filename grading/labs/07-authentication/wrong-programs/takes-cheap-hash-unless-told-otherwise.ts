/**
 * A program that takes a cheap hash unless told otherwise.
 *
 * @file settings.ts
 * @caughtBy the usual cost of a hash is 2^17, and slow
 * @says should have the form $scrypt$ln=17
 */

export const lockSettings = {
  scryptLn: {
    about: "cost of a password hash, as a power of 2",
    parse: parseWhole(MIN_LN, MAX_LN),
    fallback: "12",
  },
  logInMs: milliseconds("how long a client may take to log in, in ms", "60000"),
  idleMs: milliseconds("how long a session may be idle, in ms", "1800000"),
  sessionMaxMs: milliseconds("how long a session lasts in all, in ms", "43200000"),
  ...attemptSettings,
} satisfies Settings;
