/**
 * A program that takes the transcript for the secret and the secret for the salt.
 *
 * @file channel-keys.ts
 * @caughtBy the server derives a key for each direction from the secret and the transcript
 * @says have changed places
 */

export function channelKeys(secret: Uint8Array, transcript: Uint8Array): ChannelKeys {
  return {
    clientToServer: new FernetKey(hkdf(transcript, secret, "FC1 c2s", KEY_BYTES)),
    serverToClient: new FernetKey(hkdf(transcript, secret, "FC1 s2c", KEY_BYTES)),
  };
}
