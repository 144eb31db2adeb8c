/**
 * One end of a chat's connection, played by the grader: records in place of bytes. The event log tells them by
 * name, with what is inside, as nobody could read them from the wire.
 */
import { RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import type { EventLog } from "../../core/event-log.ts";
import { CheckFailed } from "../../core/failure.ts";
import { deadlineMs } from "../../core/pace.ts";
import type { TextForm } from "../../core/patterns.ts";
import type { Ending, Peer } from "../../core/peer.ts";
import { frame, HEADER_BYTES } from "../frames.ts";
import { fits } from "../json-lines.ts";
import {
  fieldOf,
  jsonOf,
  nameOf,
  type Received,
  type RecordName,
  shown,
  toldBody,
  toldRecord,
} from "./records.ts";
import type { Sealing } from "./sealing.ts";

/** Whatever side reads: no frame is longer. */
const MAX_BODY_BYTES = 8_192;

/** What part a's server tells a client that waits for its turn; the chat's events are never so. */
export const WAIT = "please wait: the operator is talking to somebody else";
export const YOUR_TURN = "thank you for waiting: the operator is talking to you now";
const IN_LINE = [WAIT, YOUR_TURN];

/** What there was in place of what was awaited: for the choice of a cause. */
export interface SeenRecord {
  record?: Received | undefined;
  ending: Ending;
}

export interface RecordExpectation {
  /** As in "the answer to the log-in". */
  what: string;
  /** What should come, where the name of the record says too little. */
  wanted?: string;
  cause?: string | ((seen: SeenRecord) => string | undefined) | undefined;
  /** How the event log tells of a record that answers the grader's own step; undefined for any other. */
  told?: ((json: unknown) => string | undefined) | undefined;
}

export class RecordConnection {
  readonly peer: Peer;
  readonly #eventLog: EventLog;
  readonly #sealing: Sealing;
  #sent = 0n;
  #received = 0n;
  #lastFrame: Buffer = Buffer.alloc(0);

  constructor(peer: Peer, sealing: Sealing, eventLog: EventLog) {
    this.peer = peer;
    this.#sealing = sealing;
    this.#eventLog = eventLog;
  }

  get voice(): string {
    return this.peer.voice;
  }

  /** Seals a record and sends it. */
  send(name: RecordName, content: unknown = {}): void {
    this.sendFrame(this.sealed(name, content), toldRecord(name, content));
  }

  /** Sends bytes of a frame, or of what is none, and tells of them in these words. */
  sendFrame(bytes: Uint8Array, told: string): void {
    this.tell(`sent ${told}`);
    this.peer.send(bytes);
  }

  /** The frame with this record, which counts as sent. */
  sealed(name: RecordName, content: unknown = {}): Buffer {
    return this.sealedAs(this.#sent++, RECORD[name], content);
  }

  /** The frame with a record of any number and type, which is not counted; a text is no JSON then. */
  sealedAs(sequence: bigint, type: number, content: unknown): Buffer {
    const isBytes = content instanceof Uint8Array;
    const body = isBytes ? content : Buffer.from(JSON.stringify(content));
    return frame(this.#sealing.seal(sequence, type, body));
  }

  /** Body of the frame that has come last. */
  get lastFrame(): Buffer {
    return this.#lastFrame;
  }

  /** How many records this end has sent: the number of the next one. */
  get sent(): bigint {
    return this.#sent;
  }

  /** The next record leaves out this many numbers. */
  skip(count = 1n): void {
    this.#sent += count;
  }

  /**
   * Waits for the next record, whatever it is. Undefined when none comes: see `peer.ending`.
   *
   * @throws CheckFailed when a frame comes that holds none, or its number is wrong
   */
  async next({ what, told }: RecordExpectation): Promise<Received | undefined> {
    const body = await this.nextFrame(what);
    if (body === undefined) return undefined;
    const inside = this.#sealing.open(body);
    if (typeof inside === "string")
      this.#fail(`${what}: the frame that came holds no valid record`, inside);
    if (inside.sequence !== undefined && inside.sequence !== this.#received) {
      this.#fail(
        `${what}: a record with the number ${inside.sequence} came; the next is ${this.#received}`,
        "Each direction counts its own records: 0 is FINISHED, and each one after it has the next number, whatever its type.",
      );
    }
    this.#received++;
    const name = nameOf(inside.type);
    const received = { name, body: inside.body, json: jsonOf(inside.body) };
    this.tell(`received ${told?.(received.json) ?? toldBody(name, inside.body)}`);
    return received;
  }

  /** Waits for a frame, and returns its body; undefined when none comes. */
  async nextFrame(what: string): Promise<Buffer | undefined> {
    const head = await this.peer.untilBytes(HEADER_BYTES);
    if (head.length < HEADER_BYTES) return undefined;
    const length = head.readUInt32BE();
    if (length > MAX_BODY_BYTES) {
      this.#fail(
        `${what}: a frame of ${length} bytes is announced; ${MAX_BODY_BYTES} is the limit`,
        "Is it a frame at all? It begins with the length of its body: four bytes, the highest first.",
      );
    }
    const all = await this.peer.untilBytes(HEADER_BYTES + length);
    if (all.length < HEADER_BYTES + length) return undefined;
    this.#lastFrame = this.peer.take(HEADER_BYTES + length).subarray(HEADER_BYTES);
    return this.#lastFrame;
  }

  /**
   * Waits for a record of this type; returns it. A PING that comes before it is answered, and what part a
   * tells a client in line is passed over.
   */
  async expect(name: RecordName, expectation: RecordExpectation): Promise<Received> {
    for (;;) {
      const record = await this.next(expectation);
      if (record?.name === name) return record;
      if (record !== undefined && IN_LINE.includes(record.body.toString())) continue;
      if (record?.name !== "PING") throw this.#missing(name, record, expectation);
      this.send("PONG");
    }
  }

  /** Waits for CLOSE, whose reason must be this; what comes before it is passed over. */
  async expectClose(reason: string | TextForm, expectation: RecordExpectation): Promise<Received> {
    for (;;) {
      const record = await this.next(expectation);
      if (record !== undefined && record.name !== "CLOSE") continue;
      if (record === undefined) throw this.#missing("CLOSE", record, expectation);
      const given = fieldOf(record.json, "reason") ?? "";
      if (fits(given, reason)) return record;
      const is = `the reason in CLOSE should be ${shown(reason)}; it is ${given === "" ? "missing" : shown(given)}`;
      this.#fail(`${expectation.what}: ${is}`, causeOf(expectation, { record, ending: "open" }));
    }
  }

  /** Waits until the other side has ended, by FIN or RST; returns the records before that. */
  async untilEnd(expectation: RecordExpectation): Promise<Received[]> {
    const before: Received[] = [];
    for (;;) {
      const record = await this.next(expectation);
      if (record !== undefined) before.push(record);
      else if (this.peer.ending !== "open") return before;
      else throw this.#late(`${expectation.what}: the connection should end`, expectation);
    }
  }

  tell(text: string): void {
    this.#eventLog.tell(this.voice, text);
  }

  #missing(
    name: string,
    record: Received | undefined,
    expectation: RecordExpectation,
  ): CheckFailed {
    const { what, wanted = name } = expectation;
    if (record === undefined) return this.#late(`${what}: ${wanted} should come`, expectation);
    const came = toldBody(record.name, record.body);
    // Some servers say what has gone wrong in them only when both sides have ended.
    if (record.name === "CLOSE") this.peer.close();
    const cause = causeOf(expectation, { record, ending: "open" });
    return new CheckFailed(`${this.voice}: ${what}: ${wanted} should come; ${came} came.`, cause);
  }

  #late(sentence: string, expectation: RecordExpectation): CheckFailed {
    const { ending } = this.peer;
    const how = {
      open: `it did not within ${deadlineMs() / 1000} s`,
      end: "the connection was ended without it",
      reset: "the connection was reset",
    }[ending];
    return new CheckFailed(
      `${this.voice}: ${sentence}; ${how}.`,
      causeOf(expectation, { ending }),
      {
        timedOut: ending === "open",
      },
    );
  }

  #fail(sentence: string, cause: string | undefined): never {
    throw new CheckFailed(`${this.voice}: ${sentence}.`, cause);
  }
}

function causeOf({ cause }: RecordExpectation, seen: SeenRecord): string | undefined {
  return typeof cause === "function" ? cause(seen) : cause;
}
