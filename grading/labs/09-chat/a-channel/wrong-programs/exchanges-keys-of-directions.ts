/**
 * A program that exchanges the keys of the two directions.
 *
 * @file channel-keys.ts
 * @caughtBy the server derives a key for each direction from the secret and the transcript
 * @says the key of the other direction
 */

export function channelKeys(secret: Uint8Array, transcript: Uint8Array): ChannelKeys {
  return {
    clientToServer: new FernetKey(hkdf(secret, transcript, "FC1 s2c", KEY_BYTES)),
    serverToClient: new FernetKey(hkdf(secret, transcript, "FC1 c2s", KEY_BYTES)),
  };
}
