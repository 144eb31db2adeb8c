/**
 * A program that shows what a client says before its turn.
 *
 * @file talk.ts
 * @caughtBy one client at a time: the others wait for their turn
 * @says One client at a time
 */

export class OperatorTalk {
  async #greet({ client }: Place<Client>): Promise<void> {
    const { name, log } = client;
    this.#print(`talking to ${name}`);
    log.info("talking");
  }
}
