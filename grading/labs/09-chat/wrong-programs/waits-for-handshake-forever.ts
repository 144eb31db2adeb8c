/**
 * A program that waits for a handshake forever.
 *
 * @file a-channel/open-channel.ts
 * @caughtBy the handshake and each frame have a deadline
 * @says one timer for the whole handshake
 */

export async function withinHandshake<Result>(
  socket: Socket,
  handshakeMs: number,
  shakeHands: () => Promise<Result>,
): Promise<Result> {
  let tooSlow: ProtocolError | undefined;
  const timer = setTimeout(() => {
    tooSlow = new ProtocolError(`the handshake took longer than ${handshakeMs} ms`);
  }, handshakeMs);
  // Whoever reads learns of a failure. This is for the moments in which nobody does: an "error" event
  // that nobody hears ends the process.
  socket.on("error", () => {});
  // Both hellos go out at once: they do not wait for others to fill a packet (Nagle, RFC 896).
  socket.setNoDelay(true);
  try {
    return await shakeHands();
  } catch (error) {
    socket.destroy();
    throw tooSlow ?? error;
  } finally {
    clearTimeout(timer);
  }
}
