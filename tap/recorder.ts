/**
 * Turns what passes into what is shown: puts lines and frames together, adds the time, and tells every
 * view. A line that has begun and does not go on is shown as far as it has come.
 */

import type { Form } from "./form.ts";
import type { Happening } from "./happening.ts";
import { SIDES, type Side, type WireEvent } from "./network/wire-event.ts";
import type { Unit } from "./unit.ts";
import { type UnitReader, unitReader } from "./unit-reader.ts";

/** After so long a half line is worth showing: its sender waits, or a person is typing. */
const UNFINISHED_MS = 300;

/** One direction of a connection. */
interface Direction {
  from: Side;
  connection: number;
  reader: UnitReader;
  /** Whether there may be something that has only begun and has not been shown. */
  hasNews: boolean;
  timer: NodeJS.Timeout | undefined;
}

export class Recorder {
  readonly #form: Form;
  readonly #show: (happening: Happening) => void;
  readonly #directions = new Map<string, Direction>();
  #startMs: number | undefined;

  constructor(form: Form, show: (happening: Happening) => void) {
    this.#form = form;
    this.#show = show;
  }

  /** Takes what passes; to be given to a network as its `see`. */
  readonly see = (event: WireEvent): void => {
    if (event.type === "chunk") {
      this.#take(this.#direction(event.from, event.connection), event.bytes);
      return;
    }
    if (event.type === "end") this.#showRest(this.#direction(event.from, event.connection));
    if (event.type === "reset" || event.type === "silence") {
      for (const side of SIDES) this.#showRest(this.#direction(side, event.connection));
    }
    this.#show({ ...event, atMs: this.#now() });
  };

  /** Shows what has only begun: nothing more will come. */
  end(): void {
    for (const direction of this.#directions.values()) this.#showRest(direction);
  }

  #take(direction: Direction, chunk: Buffer): void {
    clearTimeout(direction.timer);
    for (const unit of direction.reader.push(chunk)) this.#showUnit(direction, unit);
    direction.hasNews = direction.reader.soFar() !== undefined;
    if (!direction.hasNews) return;
    direction.timer = setTimeout(() => this.#showRest(direction), UNFINISHED_MS).unref();
  }

  #showRest(direction: Direction): void {
    clearTimeout(direction.timer);
    const rest = direction.hasNews ? direction.reader.soFar() : undefined;
    direction.hasNews = false;
    if (rest !== undefined) this.#showUnit(direction, rest);
  }

  #showUnit({ from, connection }: Direction, unit: Unit): void {
    this.#show({ type: "unit", from, connection, unit, atMs: this.#now() });
  }

  #direction(from: Side, connection: number): Direction {
    const key = `${connection} ${from}`;
    const known = this.#directions.get(key);
    if (known !== undefined) return known;
    const reader = unitReader(this.#form);
    const direction = { from, connection, reader, hasNews: false, timer: undefined };
    this.#directions.set(key, direction);
    return direction;
  }

  #now(): number {
    this.#startMs ??= performance.now();
    return performance.now() - this.#startMs;
  }
}
