// A connection of the chat, for either side: emits "open", "record" and, once, "gone".
import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import * as fernet from "./fernet.ts";
import type { Keys } from "./hello.ts";

export const TYPE = {
  finished: 1,
  close: 2,
  ping: 3,
  pong: 4,
  logIn: 16,
  register: 17,
  resume: 18,
  request: 19,
  accepted: 32,
  wrong: 33,
  taken: 34,
  ended: 35,
  refused: 36,
  events: 37,
};

export type Json = Record<string, unknown>;

export interface Closing {
  reason?: string;
  again?: boolean;
}

interface Events {
  /** A frame of the handshake. */
  hello: [body: Buffer];
  open: [];
  record: [type: number, body: Buffer];
  /** The connection is over; `closing` is the other side's last word, if it had one. */
  gone: [why: string, closing: Closing | undefined];
}

const PARTING_MS = 2_000;

export class Wire extends EventEmitter<Events> {
  readonly socket: Socket;
  limit: number;
  private buffer = Buffer.alloc(0);
  private state: "hello" | "finished" | "open" | "over" = "hello";
  private mine: Buffer | undefined;
  private theirs: Buffer | undefined;
  private th: Buffer | undefined;
  private sent = 0n;
  private received = 0n;
  private isHeld = false;
  private saidClose = false;
  private heard: Closing | undefined;
  private isGone = false;
  private frameTimer: NodeJS.Timeout | undefined;
  private readonly frameMs: number;
  private readonly handshakeTimer: NodeJS.Timeout;
  private lastHeard = Date.now();

  constructor(socket: Socket, times: { limit: number; frameMs: number; handshakeMs: number }) {
    super();
    this.socket = socket;
    this.limit = times.limit;
    this.frameMs = times.frameMs;
    this.handshakeTimer = setTimeout(
      () => this.fail("the handshake took too long"),
      times.handshakeMs,
    );
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.parse();
    });
    socket.on("end", () => this.ended());
    socket.on("error", (error) => this.gone(error.message));
    socket.on("close", () => this.gone("the connection is gone"));
  }

  get silentMs(): number {
    return Date.now() - this.lastHeard;
  }

  get isOver(): boolean {
    return this.isGone || this.saidClose;
  }

  get isOpen(): boolean {
    return this.state === "open";
  }

  /** Sends a frame as it is. */
  frame(body: Buffer): boolean {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    return this.socket.write(Buffer.concat([head, body]));
  }

  /** From now on there are keys; the first record is FINISHED. */
  agree({ th, c2s, s2c }: Keys, side: "server" | "client"): void {
    this.mine = side === "server" ? s2c : c2s;
    this.theirs = side === "server" ? c2s : s2c;
    this.th = th;
    this.state = "finished";
    this.send(TYPE.finished, th);
  }

  /** There is TLS around: no keys, no numbers. */
  trustTls(): void {
    this.opened();
  }

  send(type: number, content: Buffer | object = {}): boolean {
    if (this.isOver) return true;
    const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const record = Buffer.concat([Buffer.from([type]), body]);
    if (this.mine === undefined) return this.frame(record);
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(this.sent++);
    return this.frame(Buffer.from(fernet.seal(this.mine, Buffer.concat([number, record]))));
  }

  /** Says the last word, and ends this side. */
  close(closing: Closing = {}): void {
    if (this.isOver) return;
    if (!this.isOpen) {
      this.socket.destroy();
      return;
    }
    this.send(TYPE.close, closing);
    this.saidClose = true;
    this.state = "over";
    this.socket.end();
    this.socket.resume();
    setTimeout(() => this.socket.destroy(), PARTING_MS).unref();
  }

  /** Takes no record any more until it is released. */
  hold(): void {
    this.isHeld = true;
    this.socket.pause();
  }

  release(): void {
    if (!this.isHeld || this.isGone) return;
    this.isHeld = false;
    this.socket.resume();
    this.parse();
  }

  private parse(): void {
    while (!this.isHeld && this.state !== "over" && this.buffer.length >= 4) {
      const length = this.buffer.readUInt32BE();
      if (length > this.limit) {
        this.fail("a frame is too long");
        return;
      }
      if (this.buffer.length < 4 + length) break;
      const body = this.buffer.subarray(4, 4 + length);
      this.buffer = this.buffer.subarray(4 + length);
      clearTimeout(this.frameTimer);
      this.frameTimer = undefined;
      this.lastHeard = Date.now();
      this.take(Buffer.from(body));
    }
    if (this.isHeld || this.buffer.length === 0 || this.state === "over") return;
    this.frameTimer ??= setTimeout(() => this.fail("a frame took too long"), this.frameMs);
  }

  private take(body: Buffer): void {
    if (this.state === "hello") {
      this.emit("hello", body);
      return;
    }
    let record = body;
    if (this.theirs !== undefined) {
      const plain = fernet.open(this.theirs, body.toString("latin1"));
      if (plain === undefined || plain.length < 9) {
        this.fail("authentication failed");
        return;
      }
      const number = plain.readBigUInt64BE();
      if (number !== this.received) {
        this.fail(`record out of order: got ${number}, want ${this.received}`);
        return;
      }
      this.received++;
      record = plain.subarray(8);
    }
    const [type] = record;
    if (type === undefined) {
      this.fail("an empty record");
      return;
    }
    this.inside(type, record.subarray(1));
  }

  private inside(type: number, body: Buffer): void {
    if (this.state === "finished") {
      if (type !== TYPE.finished || !this.th?.equals(body)) {
        this.fail("a wrong FINISHED");
        return;
      }
      this.opened();
      return;
    }
    if (type === TYPE.ping) {
      this.send(TYPE.pong);
    } else if (type === TYPE.close) {
      this.heard = objectIn(body) ?? {};
      this.emit("record", type, body);
      this.close();
    } else if (type !== TYPE.pong) {
      this.emit("record", type, body);
    }
  }

  private opened(): void {
    this.state = "open";
    clearTimeout(this.handshakeTimer);
    this.emit("open");
  }

  /** The other side has broken a rule. */
  fail(reason: string): void {
    if (this.isOpen) this.close({ reason });
    else this.socket.destroy();
    this.gone(reason);
  }

  private ended(): void {
    if (this.heard === undefined && !this.saidClose) this.fail("the connection was cut");
    this.socket.end();
    this.gone("closed");
  }

  private gone(why: string): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.handshakeTimer);
    clearTimeout(this.frameTimer);
    this.emit("gone", why, this.heard);
  }
}

/** The JSON object in these bytes; undefined when there is none. */
export function objectIn(bytes: Uint8Array): Json | undefined {
  const value = jsonIn(bytes);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}

export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
