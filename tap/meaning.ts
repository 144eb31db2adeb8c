/**
 * What bytes are, where they tell it by their first ones although nobody here has the keys: the parts of
 * an encrypted connection (lab 09, *The wire*; TLS records: RFC 8446 section 5.1).
 */

/** "FC1\0", with which a client begins. */
const CLIENT_HELLO = Buffer.from("FC1\0");
const CLIENT_HELLO_BYTES = 68;

/** In a server's answer the certificate comes behind a key, a random number and a length; in DER it begins with a long SEQUENCE. */
const CERTIFICATE_AT = 68;
const DER_SEQUENCE = Buffer.from([0x30, 0x82]);

/** Version 80 and the upper bytes of a time before the year 2106, in base64url: every Fernet token begins so. */
const FERNET_TOKEN = Buffer.from("gAAAAA");

/** The kinds of TLS records, and the version that all of them claim. */
const TLS_KINDS: Readonly<Record<number, string>> = {
  20: "TLS change of cipher (without meaning today)",
  21: "TLS alert",
  22: "TLS handshake",
  23: "TLS record, encrypted",
};
const TLS_VERSION = 0x03;

/**
 * What the body of a unit is; undefined when it does not say.
 *
 * @param body its first bytes
 * @param length how many there are in all
 */
export function meaningOf(body: Buffer, length: number): string | undefined {
  if (length === CLIENT_HELLO_BYTES && startsWith(body, CLIENT_HELLO)) return "ClientHello";
  if (startsWith(body.subarray(CERTIFICATE_AT), DER_SEQUENCE)) return "ServerHello";
  if (startsWith(body, FERNET_TOKEN)) return "a record, sealed in a Fernet token";
  return body[1] === TLS_VERSION ? TLS_KINDS[body[0] ?? 0] : undefined;
}

function startsWith(bytes: Buffer, beginning: Buffer): boolean {
  return bytes.subarray(0, beginning.length).equals(beginning);
}
