/**
 * What a person says, until the server has acknowledged it. Only the server's reply removes a message from
 * here, so a lost connection loses nothing:
 *
 *     say ─▶ │ waiting … │ ─▶ │ in flight: 64 at most │ ─▶ accepted, refused
 *            └───────────┘ ◀─ └───────────────────────┘
 *                        connection lost
 *
 * A message that is sent again may have arrived the first time, and only its acknowledgement was lost. It
 * keeps its id, so the server recognizes it.
 *
 * The server shows a private message to its sender too, but does not keep it. When the connection is lost
 * between the server's two events, the first one never comes again:
 *
 *     private ─▶ server        ◀─ private (shown)  ╳  ◀─ accepted
 *     private ─▶ server, again                        ◀─ accepted
 *
 * So a client that gets only the second shows the message itself. Nothing here knows sockets.
 */
import { randomBytes } from "node:crypto";
import type { Update } from "../client/updates.ts";
import type { Request } from "../protocol/messages.ts";
import { MAX_UNACKNOWLEDGED } from "../protocol/wire.ts";

/** 16 characters of base64url: the same id never comes up twice. */
const ID_BYTES = 12;

type Send = (request: Request) => void;

/** A message that the server will acknowledge. */
interface Unacknowledged {
  request: Extract<Request, { id: string }>;
  timesSent: number;
  /** Whether the server has shown it to this user, which it does with private messages. */
  isShown: boolean;
}

export class Outgoing {
  readonly #tell: (update: Update) => void;
  /** Not sent on this connection, in the order in which they were said. */
  #waiting: Unacknowledged[] = [];
  /** Sent on this connection, in order. */
  #inFlight: Unacknowledged[] = [];
  /** Undefined when nothing can be sent. */
  #send: Send | undefined;
  #waiters: { most: number; resolve: () => void }[] = [];

  constructor(tell: (update: Update) => void) {
    this.#tell = tell;
  }

  /** How many messages are not acknowledged. */
  get unacknowledged(): number {
    return this.#waiting.length + this.#inFlight.length;
  }

  /** Says something to all. Returns the id under which it will be acknowledged or refused. */
  say(text: string): string {
    return this.#add({ type: "say", id: newId(), text });
  }

  /** Says something to one. */
  tell(to: string, text: string): string {
    return this.#add({ type: "private", id: newId(), to, text });
  }

  /** From now on messages are sent, first those that are not acknowledged yet. */
  begin(send: Send): void {
    this.#send = send;
    this.#sendDue();
  }

  connectionLost(): void {
    if (this.#send === undefined) return; // nothing was sent on it
    this.#send = undefined;
    this.#requeue();
  }

  /** The server has accepted the message with this id. `name` is its sender. */
  accepted(id: string, name: string): void {
    const settled = this.#settle(id);
    if (settled === undefined) return;
    const { request, timesSent, isShown } = settled;
    if (request.type === "private" && timesSent > 1 && !isShown) {
      const { to, text } = request;
      const time = new Date().toISOString();
      this.#tell({ type: "private", time, from: name, to, text });
    }
    this.#tell({ type: "acknowledged", id });
    this.#goOn();
  }

  /** The server has refused the message with this id for good. */
  refused(id: string): void {
    if (this.#settle(id) !== undefined) this.#goOn();
  }

  /** The server has shown a private message of this user. It has no id, but they come in order. */
  showed(text: string): void {
    const shown = [...this.#inFlight, ...this.#waiting].find(
      ({ request, timesSent, isShown }) =>
        request.type === "private" && request.text === text && timesSent > 0 && !isShown,
    );
    if (shown !== undefined) shown.isShown = true;
  }

  /** Resolves when no more than so many messages are unacknowledged. */
  async unacknowledgedAtMost(most: number): Promise<void> {
    if (this.unacknowledged <= most) return;
    await new Promise<void>((resolve) => this.#waiters.push({ most, resolve }));
  }

  #add(request: Unacknowledged["request"]): string {
    this.#waiting.push({ request, timesSent: 0, isShown: false });
    this.#sendDue();
    return request.id;
  }

  /** Removes a message that was accepted or refused; undefined when none with that id is in flight. */
  #settle(id: string): Unacknowledged | undefined {
    const index = this.#inFlight.findIndex(({ request }) => request.id === id);
    return index === -1 ? undefined : this.#inFlight.splice(index, 1)[0];
  }

  /**
   * The connection is gone, and nobody knows which messages in flight have arrived.
   *
   * @exercise 09d.3 Make everything that was in flight wait again, before what waits already, in the same order and with the same ids.
   */
  #requeue(): void {
    this.#waiting = [...this.#inFlight, ...this.#waiting];
    this.#inFlight = [];
  }

  /** There is room for the next ones. */
  #goOn(): void {
    this.#sendDue();
    const count = this.unacknowledged;
    for (const { most, resolve } of this.#waiters) if (count <= most) resolve();
    this.#waiters = this.#waiters.filter(({ most }) => count > most);
  }

  /** Sends what may be sent now, in order. */
  #sendDue(): void {
    if (this.#send === undefined) return;
    const due = this.#waiting.splice(0, MAX_UNACKNOWLEDGED - this.#inFlight.length);
    this.#inFlight.push(...due);
    for (const one of due) {
      one.timesSent++;
      this.#send(one.request);
      this.#tell({ type: "sent", id: one.request.id });
    }
  }
}

function newId(): string {
  return randomBytes(ID_BYTES).toString("base64url");
}
