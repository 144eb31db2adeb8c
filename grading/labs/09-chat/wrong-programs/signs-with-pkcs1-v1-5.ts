/**
 * A program that signs the old way, PKCS #1 v1.5.
 *
 * @file connection/identity.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says signed the old way
 */

const PSS = { padding: constants.RSA_PKCS1_PADDING };
