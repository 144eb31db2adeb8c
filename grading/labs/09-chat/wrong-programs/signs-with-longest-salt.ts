/**
 * A program that signs with as long a salt as there is room for.
 *
 * @file connection/identity.ts
 * @caughtBy the server signs its hello with the key of its certificate
 * @says its salt has not 32 bytes
 */

const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
};
