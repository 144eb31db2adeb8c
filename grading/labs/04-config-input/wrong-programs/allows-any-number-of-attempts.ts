/**
 * A program that allows any number of attempts.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the connection
 * @says the attempts of a connection need a limit
 */

const MAX_ATTEMPTS = 3_000_000;
