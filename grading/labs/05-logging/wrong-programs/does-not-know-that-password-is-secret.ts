/**
 * A program that does not know that a password is a secret.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy a password reaches no log
 * @says should stand in no file; it stands in server.log
 */

const SECRET_NAME = /secret|token/i;
