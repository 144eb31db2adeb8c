/**
 * A program that has as many messages under way as are typed.
 *
 * @file d-delivery/outgoing.ts
 * @caughtBy no more than 64 messages are under way
 * @says the others wait in the client
 */

export class Outgoing {
  #sendDue(): void {
    if (this.#send === undefined) return;
    const due = this.#waiting.splice(0, MAX_UNACKNOWLEDGED + this.#inFlight.length);
    this.#inFlight.push(...due);
    for (const one of due) {
      one.timesSent++;
      this.#send(one.request);
      this.#tell({ type: "sent", id: one.request.id });
    }
  }
}
