/** A member of the room, played by the grader: says things, and compares what it is told. */
import { CheckFailed } from "../../core/failure.ts";
import { TextForm } from "../../core/patterns.ts";
import { type Expected, fits, type Message } from "../json-lines.ts";
import type { User } from "../users.ts";
import type { ChatFixture } from "./chat-fixture.ts";
import type { RecordConnection, RecordExpectation } from "./record-connection.ts";
import { fieldOf } from "./records.ts";

/** Something that happened in the room, as it came. */
export type Event = Message;

export interface EventExpectation {
  what: string;
  /** Also as a function of what came in its place. */
  cause?: string | ((event: Event | undefined) => string | undefined) | undefined;
}

/** Knows which events concern this check: those of its own users. */
type Cast = Pick<ChatFixture, "concerns">;

let ids = 0;

export class FakeMember {
  readonly user: User;
  readonly connection: RecordConnection;
  readonly token: string;
  /** Number of the newest message when this one came. */
  readonly last: number;
  readonly #chat: Cast;
  #waiting: Event[] = [];
  /** The id of the blank message of the last full round. */
  #blankId: string | undefined;

  /** @param accepted what is inside LOGIN_ACCEPTED */
  constructor(
    chat: Cast,
    connection: RecordConnection,
    { name, password }: User,
    accepted: unknown,
  ) {
    this.#chat = chat;
    this.connection = connection;
    this.user = { name, password };
    this.token = String(fieldOf(accepted, "token") ?? "");
    this.last = Number(fieldOf(accepted, "last") ?? 0);
  }

  get name(): string {
    return this.user.name;
  }

  ask(request: Event): void {
    this.connection.send("CLIENT_TO_SERVER", request);
  }

  /** Says something to all; returns the id that it was given. */
  say(text: string, id = newId()): string {
    this.ask({ type: "say", id, text });
    return id;
  }

  tell(to: string, text: string, id = newId()): string {
    this.ask({ type: "private", id, to, text });
    return id;
  }

  /**
   * The next event that concerns this check must be this one; returns it.
   *
   * @throws CheckFailed when it is another one, or none comes
   */
  async expectEvent(wanted: Expected, { what, cause }: EventExpectation): Promise<Event> {
    const event = await this.#next({
      what,
      wanted: show(wanted),
      cause: explain(cause, undefined),
    });
    const wrong = firstDifference(event, wanted);
    if (wrong === undefined) return event;
    throw new CheckFailed(
      `${this.connection.voice}: ${what}: the next event should be ${show(wanted)}; it is ${show(event)}.${event.type === wanted.type ? ` They differ in "${wrong}".` : ""}`,
      explain(cause, event),
    );
  }

  /** Passes over events until this one comes; returns it. */
  async untilEvent(wanted: Expected, { what, cause }: EventExpectation): Promise<Event> {
    return (await this.untilAmong([wanted], { what, cause })).at(-1) ?? {};
  }

  /** All events up to one that is like one of these, which is the last of them. */
  async untilAmong(
    wanted: readonly Expected[],
    { what, cause }: EventExpectation,
  ): Promise<Event[]> {
    const passed: Event[] = [];
    for (;;) {
      const event = await this.#next({
        what,
        wanted: wanted.map(show).join(" or "),
        cause: explain(cause, passed.at(-1)),
      });
      passed.push(event);
      if (wanted.some((one) => firstDifference(event, one) === undefined)) return passed;
    }
  }

  /**
   * Makes a full round: what was to come before its answer has come. Returns the events of it.
   *
   * A text in which nothing can be seen is refused, and nobody else hears of it.
   */
  async round(what = "a full round through the server"): Promise<Event[]> {
    const id = newId();
    this.#blankId = id;
    const blank = this.connection.sealed("CLIENT_TO_SERVER", { type: "say", id, text: " " });
    this.connection.sendFrame(blank, BLANK);
    const events = await this.untilAmong([{ type: "refused", id }], { what });
    return events.slice(0, -1);
  }

  /** These events were looked at ahead of their time: they come again. */
  putBack(events: readonly Event[]): void {
    this.#waiting.unshift(...events);
  }

  /** Leaves without a word. */
  leaveByReset(): void {
    this.connection.tell("reset the connection (RST)");
    this.connection.peer.reset();
  }

  /** Leaves as the wire wants it: CLOSE, and the end of this side. */
  leave(): void {
    this.connection.send("CLOSE");
    this.connection.peer.endSending();
  }

  async #next(expectation: RecordExpectation): Promise<Event> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event === undefined) this.#waiting.push(...(await this.#moreEvents(expectation)));
      else if (this.#chat.concerns(event)) return event;
    }
  }

  async #moreEvents(expectation: RecordExpectation): Promise<Event[]> {
    const told = (received: unknown) =>
      this.#isBlankRefused(received) ? REFUSED_BLANK : undefined;
    const { json } = await this.connection.expect("SERVER_TO_CLIENT", { ...expectation, told });
    if (Array.isArray(json) && json.length > 0 && json.every(isObject)) return json;
    throw new CheckFailed(
      `${this.connection.voice}: SERVER_TO_CLIENT should hold a list of events, [event, …], with one at least; it holds ${show(json)}.`,
    );
  }

  /** Whether the server has only refused the blank message of the last full round. */
  #isBlankRefused(json: unknown): boolean {
    if (!Array.isArray(json) || json.length !== 1 || !isObject(json[0])) return false;
    return json[0].type === "refused" && json[0].id === this.#blankId;
  }
}

/** The steps of a full round, as the event log tells them: they are the grader's own. */
const BLANK = "a blank message: once it is refused, all before it has come";
const REFUSED_BLANK = "the refusal of the blank message";

/** An id that nobody has used. */
export function newId(): string {
  ids += 1;
  return `id-${process.pid}-${ids}`;
}

/** The name of a field in which an event differs from what it should be; undefined when in none. */
function firstDifference(event: Event, wanted: Expected): string | undefined {
  return Object.keys(wanted).find((name) => {
    return !fits(event[name], wanted[name]);
  });
}

function explain(cause: EventExpectation["cause"], event: Event | undefined): string | undefined {
  return typeof cause === "function" ? cause(event) : cause;
}

function isObject(value: unknown): value is Event {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner) =>
    inner instanceof TextForm ? inner.words : inner,
  );
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
