/**
 * A program that has one key for both directions.
 *
 * @file a-channel/channel-keys.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says key of the other direction
 */

export function channelKeys(secret: Uint8Array, transcript: Uint8Array): ChannelKeys {
  return {
    clientToServer: new FernetKey(hkdf(secret, transcript, "FC1 c2s", KEY_BYTES)),
    serverToClient: new FernetKey(hkdf(secret, transcript, "FC1 c2s", KEY_BYTES)),
  };
}
