/**
 * One connection that is passed on: what comes from one end goes to the other, in both directions, with
 * what the network does to it in between.
 *
 *     client  ──▶  join, delay, cut, count  ──▶  server
 *     client  ◀──  join, delay, cut, count  ◀──  server
 *
 * A side that does not read is not read for: its sender has to wait, as it would without the relay. An
 * end (FIN) ends one direction only. A reset (RST) is passed on as a reset, behind the bytes before it.
 */
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode } from "../../shared/process/errors.ts";
import { cutEvery } from "./cut.ts";
import { delayed } from "./delayed.ts";
import { Fuse } from "./fuse.ts";
import type { Hostility } from "./hostility.ts";
import { joined } from "./joined.ts";
import { untilRead } from "./tcp-table.ts";
import { type ConnectionEvent, otherSide, SIDES, type Side } from "./wire-event.ts";

/** A reset waits so long for the bytes before it: a receiver that does not read gets it all the same. */
const RESET_PATIENCE_MS = 1_000;

/** Both ends of a connection, seen from between them. */
export type Ends = Readonly<Record<Side, Socket>>;

/** Passes on between the two ends from now on; `see` is told of everything just before it is delivered. */
export class Relay {
  readonly #ends: Ends;
  readonly #hostility: Hostility;
  readonly #fuse: Fuse;
  readonly #see: (event: ConnectionEvent) => void;
  #isOver = false;

  constructor(ends: Ends, hostility: Hostility, see: (event: ConnectionEvent) => void) {
    this.#ends = ends;
    this.#hostility = hostility;
    this.#fuse = new Fuse(hostility);
    this.#see = see;
    if (this.#fuse.hasBurned) this.#end();
    for (const side of SIDES) {
      const socket = ends[side].setNoDelay(true);
      const passing = this.#passOn(side);
      if (socket.closed) void this.#passResetOn(side, passing);
      socket.once("close", (isBroken: boolean) => {
        if (isBroken) void this.#passResetOn(side, passing);
      });
    }
  }

  /** Passes one direction on, to its end. */
  async #passOn(from: Side): Promise<void> {
    const to = this.#ends[otherSide(from)];
    try {
      for await (const piece of this.#arrivals(this.#ends[from])) {
        const bytes = this.#fuse.take(piece);
        if (bytes.length > 0) await this.#deliver(bytes, from, to);
        if (this.#fuse.hasBurned) return this.#end();
      }
      if (this.#isOver) return;
      this.#see({ type: "end", from });
      to.end();
    } catch (error) {
      // A broken connection is passed on where its "close" is heard. All else is a fault of ours.
      if (errorCode(error) === undefined) throw error;
    }
  }

  /** What comes from a socket, as this network delivers it. */
  async *#arrivals(socket: Socket): AsyncGenerator<Buffer, void> {
    const { split, join, delayMs } = this.#hostility;
    let chunks: AsyncIterable<Buffer> = socket.iterator({ destroyOnReturn: false });
    if (join === true) chunks = joined(chunks);
    if (delayMs !== undefined) chunks = delayed(chunks, delayMs);
    if (split === undefined) return yield* chunks;
    for await (const chunk of chunks) yield* cutEvery(chunk, split);
  }

  /** Returns once the system has taken the bytes; when the network cuts, once the receiver has read them. */
  async #deliver(bytes: Buffer, from: Side, to: Socket): Promise<void> {
    if (this.#isOver) return;
    this.#see({ type: "chunk", from, bytes });
    await new Promise<void>((resolve, reject) => {
      to.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
    const mustBeRead = this.#hostility.split !== undefined || this.#fuse.deed === "reset";
    if (mustBeRead) await untilRead(to.remotePort ?? 0, to.localPort ?? 0);
  }

  async #passResetOn(from: Side, passing: Promise<void>): Promise<void> {
    await Promise.race([passing, pause(RESET_PATIENCE_MS, undefined, { ref: false })]);
    if (this.#isOver) return;
    this.#isOver = true;
    this.#see({ type: "reset", from });
    this.#ends[otherSide(from)].resetAndDestroy();
  }

  /** The fuse has burned down. After a silence both sides stay connected, to nobody. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#fuse.deed === "silence") {
      this.#see({ type: "silence" });
      return;
    }
    this.#see({ type: "reset", from: "network" });
    for (const side of SIDES) this.#ends[side].resetAndDestroy();
  }
}
