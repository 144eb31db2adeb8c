// Somebody in the room: what waits for one connection, and how long it has been too much.
import { number } from "./options.ts";
import { type Closing, TYPE, type Wire } from "./wire.ts";

const MAX_JSON = 6_000;
const SLOW_BYTES = number("slow-bytes", 65_536);
const SLOW_MS = number("slow-ms", 10_000);
const QUEUE_BYTES = number("queue-bytes", 262_144);

export class Member {
  readonly name: string;
  readonly token: string;
  readonly wire: Wire;
  private queue: string[] = [];
  private bytes = 0;
  private isDue = false;
  private isFull = false;
  private slowSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly dropped: () => void;

  /** @param dropped called when it reads too slowly */
  constructor(name: string, token: string, wire: Wire, dropped: () => void) {
    this.dropped = dropped;
    this.name = name;
    this.token = token;
    this.wire = wire;
    wire.socket.on("drain", () => {
      this.isFull = false;
      this.flush();
    });
    wire.once("gone", () => clearTimeout(this.timer));
  }

  tell(json: string): void {
    if (this.wire.isOver) return;
    this.queue.push(json);
    this.bytes += Buffer.byteLength(json);
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => this.flush());
  }

  /** Sends all that waits, and the last word. */
  leave(closing: Closing): void {
    this.isFull = false;
    this.flush(true);
    this.wire.close(closing);
    clearTimeout(this.timer);
  }

  private flush(isLast = false): void {
    this.isDue = false;
    while (this.queue.length > 0 && (!this.isFull || isLast)) {
      let length = 0;
      let count = 0;
      for (const json of this.queue) {
        length += Buffer.byteLength(json) + 1;
        if (count > 0 && length > MAX_JSON) break;
        count++;
      }
      const events = this.queue.splice(0, count);
      for (const json of events) this.bytes -= Buffer.byteLength(json);
      this.isFull = !this.wire.send(TYPE.events, Buffer.from(`[${events.join(",")}]`));
    }
    if (!isLast) this.judge();
  }

  /** Is it too slow? */
  private judge(): void {
    const waiting = this.bytes + (this.isFull ? this.wire.socket.writableLength : 0);
    clearTimeout(this.timer);
    if (waiting <= SLOW_BYTES) {
      this.slowSince = undefined;
      return;
    }
    this.slowSince ??= Date.now();
    const left = this.slowSince + SLOW_MS - Date.now();
    if (waiting > QUEUE_BYTES || left <= 0) {
      this.queue = [];
      this.wire.close({ reason: "you read too slowly", again: true });
      this.dropped();
    } else {
      this.timer = setTimeout(() => this.judge(), left);
    }
  }
}
