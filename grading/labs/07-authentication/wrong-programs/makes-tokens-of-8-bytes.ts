/**
 * A program that makes tokens of 8 bytes.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy a log-in is welcomed with a token of 32 bytes
 * @says should be 32 bytes in base64url
 */

const TOKEN_BYTES = 8;
