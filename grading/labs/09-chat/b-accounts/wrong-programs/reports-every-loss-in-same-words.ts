/**
 * A program that reports every loss in the same words.
 *
 * @file returning-client.ts
 * @caughtBy a stream without CLOSE is reported as cut
 * @says FIN comes from whoever can send a packet
 */

export class ReturningClient {
  async #runConnection(): Promise<CloseReason | Refusal> {
    const { address } = this.#options;
    try {
      const socket = await connect(address);
      printStatus(`connected to ${formatAddress(address)}`);
      const verifyServer = (fingerprint: string) => this.#verifyServer(fingerprint);
      return await this.#use(await openChannel(socket, { ...this.#options, verifyServer }));
    } catch (error) {
      return { ...reasonOfError(error), reason: "the server has left" };
    }
  }
}
