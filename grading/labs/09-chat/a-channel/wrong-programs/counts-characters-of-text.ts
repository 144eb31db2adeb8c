/**
 * A program that counts the characters of a text, not its bytes.
 *
 * @file talk.ts
 * @caughtBy the operator and a client write to each other
 * @says bytes of UTF-8
 */

export class OperatorTalk {
  async #listen({ client, turn }: Place<Client>): Promise<void> {
    for (;;) {
      const text = await nextText(client.channel, RECORD.CLIENT_TO_SERVER);
      if (text === undefined || !(await turn)) return;
      const bytes = text.length;
      this.#print(`received ${bytes} bytes: ${text}`);
      client.log.info("received", { bytes });
    }
  }
}
