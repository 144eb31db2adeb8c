/**
 * A program that believes each header before anybody is logged in.
 *
 * @file a-channel/open-channel.ts
 * @caughtBy who announces too much is closed at the header
 * @says look at the header before you wait for the body
 */

export async function acceptChannel(socket: Socket, options: AcceptOptions): Promise<Channel> {
  return withinHandshake(socket, options.handshakeMs, async () => {
    const frameOptions = { maxBodyBytes: 8 * MAX_LOGIN_BODY_BYTES, frameMs: options.frameMs };
    if (options.tls) {
      const tlsSocket = await tlsAsServer(socket, options.identity);
      return new Channel(tlsSocket, new PlainProtection(), frameOptions);
    }
    const { io, frames } = handshakeIo(socket, frameOptions);
    const protection = await shakeHandsAsServer(io, options);
    return new Channel(socket, protection, frameOptions, frames);
  });
}
