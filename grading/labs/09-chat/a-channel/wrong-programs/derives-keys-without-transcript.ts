/**
 * A program that derives the keys from the secret alone.
 *
 * @file channel-keys.ts
 * @caughtBy the server derives a key for each direction from the secret and the transcript
 * @says The transcript is not in it
 */

export function channelKeys(secret: Uint8Array, _transcript: Uint8Array): ChannelKeys {
  const salt = Buffer.alloc(0);
  return {
    clientToServer: new FernetKey(hkdf(secret, salt, "FC1 c2s", KEY_BYTES)),
    serverToClient: new FernetKey(hkdf(secret, salt, "FC1 s2c", KEY_BYTES)),
  };
}
