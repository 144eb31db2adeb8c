/**
 * What a client does on each of its connections: it logs in or resumes its session, then it is in the room.
 *
 *     outside ── enter ─▶ entering ─▶ in
 *        ▲───── refused ─────┘◀── lost ─┘
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import { type Credentials, LoginFlow, problemOf } from "../b-accounts/login-flow.ts";
import type { ChatSession, MakeSession } from "../client/chat-client.ts";
import type { SessionConnection } from "../client/server-connection.ts";
import type { Update } from "../client/updates.ts";
import type { CloseReason } from "../connection/reconnect.ts";
import {
  type Answer,
  type ChatEvent,
  parseAnswer,
  parseEvents,
  type Refusal,
  type Request,
} from "../protocol/messages.ts";
import { isAnswer, type RawRecord, RECORD } from "../protocol/wire.ts";
import { Outgoing } from "./outgoing.ts";
import { RoomTimeline } from "./room-timeline.ts";

export const makeSession: MakeSession = (tell) => new Session(tell);

class Session implements ChatSession {
  readonly outgoing: Outgoing;
  readonly timeline: RoomTimeline;
  readonly #tell: (update: Update) => void;
  #connection: SessionConnection | undefined;
  #loginFlow: LoginFlow | undefined;
  /** Outside, nothing happens before {@link enter}. */
  #phase: "outside" | "entering" | "in" = "outside";
  #name = "";
  #hasBeenIn = false;
  /** When it came into the room, by `performance.now()`; undefined while it is not there. */
  #enteredMs: number | undefined;
  /** Whether the server has refused a log-in on this connection. */
  #wasRefused = false;
  /** Why this side has ended the connection. */
  #closeReason: CloseReason | undefined;

  constructor(tell: (update: Update) => void) {
    this.#tell = tell;
    this.outgoing = new Outgoing(tell);
    this.timeline = new RoomTimeline(tell, () => this.outgoing.begin(this.#send));
  }

  get isWanted(): boolean {
    return this.#phase !== "outside";
  }

  get hasBeenIn(): boolean {
    return this.#hasBeenIn;
  }

  get wasRefused(): boolean {
    return this.#wasRefused;
  }

  get inRoomMs(): number {
    return this.#enteredMs === undefined ? 0 : performance.now() - this.#enteredMs;
  }

  enter(credentials: Credentials): void {
    if (this.isWanted) return;
    const reason = problemOf(credentials);
    if (reason !== undefined) {
      this.#tell({ type: "refused", why: { type: "refused", reason } });
      return;
    }
    this.#loginFlow = new LoginFlow(credentials);
    this.#phase = "entering";
    if (this.#connection !== undefined) this.#showEntry();
  }

  begin(connection: SessionConnection): void {
    this.#connection = connection;
    this.#showEntry();
  }

  take(record: RawRecord): void {
    if (this.#phase === "in" && record.type === RECORD.SERVER_TO_CLIENT) {
      for (const event of parseEvents(record.body)) this.#takeEvent(event);
    } else if (this.#phase === "entering" && isAnswer(record)) {
      this.#takeAnswer(parseAnswer(record));
    } else {
      throw new ProtocolError(`a record of type ${record.type} that nobody has agreed upon now`);
    }
  }

  closeReasonOr(closeReason: CloseReason): CloseReason {
    return this.#closeReason ?? closeReason;
  }

  connectionLost(): void {
    this.#enteredMs = undefined;
    this.#wasRefused = false;
    this.#closeReason = undefined;
    this.#connection = undefined;
    this.timeline.connectionLost();
    this.outgoing.connectionLost();
    if (this.#phase === "in") this.#phase = "entering";
  }

  leave(): boolean {
    if (this.#phase === "in") this.#send({ type: "log-out" });
    this.#connection?.close();
    return this.#connection !== undefined;
  }

  readonly #send = (request: Request): void => this.#connection?.request(request);

  #showEntry(): void {
    if (this.#loginFlow === undefined) return;
    this.#tell({ type: "state", state: "entering" });
    this.#connection?.enter(this.#loginFlow.entry(this.timeline.after));
  }

  #takeAnswer(answer: Answer): void {
    const step = this.#loginFlow?.take(answer);
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
    this.timeline.begin(last, this.#send);
  }

  /** A client that has been in the room tries again later: the server is full, or is stopped for a while. */
  #stayOut(why: Refusal): void {
    if (this.#hasBeenIn && why.type === "refused") {
      const { reason, retryAfterMs = 0 } = why;
      this.#closeReason = { reason, again: true, retryAfterMs };
      this.#connection?.close();
      return;
    }
    this.#phase = "outside";
    this.#wasRefused = true;
    this.#tell({ type: "refused", why });
  }

  #takeEvent(event: ChatEvent): void {
    if (event.type === "accepted") this.outgoing.accepted(event.id, this.#name);
    else if (event.type === "refused") this.#takeRefusal(event);
    else this.timeline.take(event);
    if (event.type === "private" && event.from === this.#name) this.outgoing.showed(event.text);
  }

  /** A refused message has an id, a refused page has none. */
  #takeRefusal({ id, reason }: ChatEvent & { type: "refused" }): void {
    if (id === undefined) this.timeline.refused(reason);
    else this.outgoing.refused(id);
    this.#tell({ type: "not-taken", ...(id !== undefined && { id }), reason });
  }
}
