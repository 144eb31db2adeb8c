/**
 * A program that passes over what it does not understand of the server.
 *
 * @file d-delivery/session.ts
 * @caughtBy records of the server in another order end the connection
 * @says are looked at for a reason
 */

class Session {
  take(record: RawRecord): void {
    if (this.#phase === "in" && record.type === RECORD.SERVER_TO_CLIENT) {
      for (const event of parseEvents(record.body)) this.#takeEvent(event);
    } else if (this.#phase === "entering" && isAnswer(record)) {
      this.#takeAnswer(parseAnswer(record));
    } else {
      return;
    }
  }
}
