/**
 * A program that takes the end of the stream for the server's word.
 *
 * @file connection/channel.ts
 * @caughtBy a stream without CLOSE is reported as cut
 * @says only a CLOSE, which is sealed, is the server's word
 */

export class Channel {
  async next(): Promise<RawRecord | undefined> {
    if (this.#heardClose !== undefined) return undefined;
    try {
      const frame = await this.#frames.next();
      if (frame !== undefined) return this.#open(frame);
      if (this.#frames.hasEnded) {
        return undefined;
      }
      return undefined;
    } catch (error) {
      if (error instanceof ProtocolError) this.close(closingFor(error));
      throw error;
    }
  }
}
