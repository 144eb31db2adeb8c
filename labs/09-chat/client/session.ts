/**
 * What a client does on a connection, whichever it is: it shows who it is, and then it is in the room.
 *
 *     outside ── enter ─▶ entering ─▶ in
 *        ▲───── refused ─────┘◀── lost ─┘
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Answer, ChatEvent, Request } from "../protocol/messages.ts";
import { isAnswer, parseAnswer } from "../protocol/parse-answer.ts";
import { parseEvents } from "../protocol/parse-event.ts";
import { type RawRecord, RECORD } from "../protocol/record-types.ts";
import type { Connection } from "./connection.ts";
import type { Ending } from "./ending.ts";
import { type Credentials, Entering, problemOf } from "./entering.ts";
import { Outgoing } from "./outgoing.ts";
import { RoomStory } from "./room-story.ts";
import type { Refusal, Update } from "./updates.ts";

export class Session {
  readonly outgoing: Outgoing;
  readonly story: RoomStory;
  readonly #tell: (update: Update) => void;
  #connection: Connection | undefined;
  #entering: Entering | undefined;
  /** Outside, nothing goes on before {@link enter}. */
  #phase: "outside" | "entering" | "in" = "outside";
  #name = "";
  #hasBeenIn = false;
  /** When it came into the room, as `performance.now()` tells it; undefined while it is not there. */
  #enteredMs: number | undefined;
  /** Why this side has ended the connection. */
  #ending: Ending | undefined;

  constructor(tell: (update: Update) => void) {
    this.#tell = tell;
    this.outgoing = new Outgoing(tell);
    this.story = new RoomStory(tell, () => this.outgoing.begin(this.#send));
  }

  /** Whether a connection is wanted. */
  get isWanted(): boolean {
    return this.#phase !== "outside";
  }

  /** Whether it was in the room, on whatever connection. */
  get hasBeenIn(): boolean {
    return this.#hasBeenIn;
  }

  /** For how long it has been in the room on this connection, in milliseconds; 0 when it is not there. */
  get inRoomMs(): number {
    return this.#enteredMs === undefined ? 0 : performance.now() - this.#enteredMs;
  }

  /** Comes in, on this connection or on the next. Does nothing when it is in or on the way. */
  enter(credentials: Credentials): void {
    if (this.isWanted) return;
    const reason = problemOf(credentials);
    if (reason !== undefined) {
      this.#tell({ type: "refused", why: { type: "refused", reason } });
      return;
    }
    this.#entering = new Entering(credentials);
    this.#phase = "entering";
    if (this.#connection !== undefined) this.#showEntry();
  }

  /** A connection stands. */
  begin(connection: Connection): void {
    this.#connection = connection;
    this.#showEntry();
  }

  /** @throws ProtocolError when the server breaks the rules */
  take(record: RawRecord): void {
    if (this.#phase === "in" && record.type === RECORD.SERVER_TO_CLIENT) {
      for (const event of parseEvents(record.body)) this.#takeEvent(event);
    } else if (this.#phase === "entering" && isAnswer(record)) {
      this.#takeAnswer(parseAnswer(record));
    } else {
      throw new ProtocolError(`a record of type ${record.type} that nobody has agreed upon now`);
    }
  }

  /** Why the connection has ended: by the server's word, or by this side's if it had one. */
  endingOf(ending: Ending): Ending {
    return this.#ending ?? ending;
  }

  /** The connection is gone, and there will be another one. */
  connectionLost(): void {
    this.#enteredMs = undefined;
    this.#ending = undefined;
    this.#connection = undefined;
    this.story.connectionLost();
    this.outgoing.connectionLost();
    if (this.#phase === "in") this.#phase = "entering";
  }

  /** Ends the session at the server and the connection; false when there is none. */
  leave(): boolean {
    if (this.#phase === "in") this.#send({ type: "log-out" });
    this.#connection?.close();
    return this.#connection !== undefined;
  }

  readonly #send = (request: Request): void => this.#connection?.request(request);

  #showEntry(): void {
    if (this.#entering === undefined) return;
    this.#tell({ type: "state", state: "entering" });
    this.#connection?.enter(this.#entering.entry(this.story.after));
  }

  #takeAnswer(answer: Answer): void {
    const step = this.#entering?.take(answer);
    switch (step?.type) {
      case "in":
        this.#comeIn(step.name, step.last);
        return;
      case "again":
        this.#showEntry();
        return;
      case "refused":
        this.#stayOut(step.why);
    }
  }

  #comeIn(name: string, last: number): void {
    this.#phase = "in";
    this.#hasBeenIn = true;
    this.#enteredMs = performance.now();
    this.#name = name;
    this.#tell({ type: "state", state: "in" });
    this.#tell({ type: "entered", name });
    this.story.begin(last, this.#send);
  }

  /** Who has been in already is let in again later: the server is full, or takes nobody in for a while. */
  #stayOut(why: Refusal): void {
    if (this.#hasBeenIn && why.type === "refused") {
      const { reason, retryAfterMs = 0 } = why;
      this.#ending = { reason, again: true, retryAfterMs };
      this.#connection?.close();
      return;
    }
    this.#phase = "outside";
    this.#tell({ type: "refused", why });
  }

  #takeEvent(event: ChatEvent): void {
    if (event.type === "accepted") this.outgoing.accepted(event.id, this.#name);
    else if (event.type === "refused") this.#takeRefusal(event);
    else this.story.take(event);
    if (event.type === "private" && event.from === this.#name) this.outgoing.showed(event.text);
  }

  /** Of a message, which has an id, or of a page, which has none. */
  #takeRefusal(event: ChatEvent & { type: "refused" }): void {
    if (event.id === undefined) this.story.refused(event.reason);
    else this.outgoing.refused(event.id);
    this.#tell({ type: "event", event });
  }
}
