/**
 * A program that uses the shared secret as the key of both directions.
 *
 * @file channel-keys.ts
 * @caughtBy the server derives a key for each direction from the secret and the transcript
 * @says the shared secret itself
 */

export function channelKeys(secret: Uint8Array, _transcript: Uint8Array): ChannelKeys {
  return { clientToServer: new FernetKey(secret), serverToClient: new FernetKey(secret) };
}
