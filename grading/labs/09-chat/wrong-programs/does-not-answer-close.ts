/**
 * A program that ends without a word when the other side has said CLOSE.
 *
 * @file connection/client-connection.ts
 * @caughtBy CLOSE is answered by CLOSE and the end
 * @says cannot tell yours from that
 */

export class ClientConnection {
  async part(): Promise<string> {
    const { why, closing } = this.#ending ?? { why: "closed", closing: {} };
    if (why === "closed") this.channel.destroy();
    else this.channel.close(closing);
    await this.channel.part();
    if (this.#failure !== undefined) throw this.#failure.error;
    return why;
  }
}
