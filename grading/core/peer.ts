/**
 * One end of a connection, played by the grader: a scripted client that meets the learner's server,
 * or a scripted server's side that meets the learner's client. It sends just what a check says, cut
 * where a check says, and compares what comes back byte by byte.
 */
import type { Socket } from "node:net";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { cut } from "../../tap/network/cut.ts";
import { untilRead } from "../../tap/network/tcp-table.ts";
import { quote } from "../report/shown.ts";
import { firstDifference, showData, showDifference } from "./bytes.ts";
import { CRLF, usualCause } from "./causes.ts";
import { Changes } from "./changes.ts";
import type { EventLog } from "./event-log.ts";
import { CheckFailed, GraderWasLate, type LikelyCause } from "./failure.ts";
import { heldBack } from "./kernel.ts";
import { deadlineMs } from "./pace.ts";
import type { TextForm } from "./patterns.ts";
import type { Program } from "./program.ts";
import { waitingAtPrompt } from "./prompt.ts";
import { Pump } from "./pump.ts";
import { untilAsleep, untilQuiet } from "./quiet.ts";

/** Up to here a wrong byte is told at once, without waiting for the rest. */
const EARLY_COMPARISON_BYTES = 64 * 1024;

/** Long data are waited for no longer than so many deadlines. */
const MAX_WAITS_FOR_LONG_DATA = 5;

/** What is held of what came and no expectation has taken yet: the other side may send without end. */
const MAX_RECEIVED_BYTES = 64 * 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** How often a connection is looked at whose end makes no event. */
const LOOK_MS = 10;

/** So many sendings after the other end has gone, this is known at the latest. */
const SENDINGS_TO_SEE_RST = 3;

/** How the other side has left: not at all, by FIN, or by RST. */
export type Ending = "open" | "end" | "reset";

/** What had been seen when an expectation broke: a check chooses the likely cause from it. */
export interface Seen {
  received: Buffer;
  expected: Buffer;
  ending: Ending;
}

/** The likely cause of what was seen, in the learner's words; undefined when it tells nothing. */
export type Cause = LikelyCause | ((seen: Seen) => LikelyCause | undefined);

export class Peer {
  readonly voice: string;
  /** This end's address, as the program under test sees it: "127.0.0.1:50312". */
  readonly address: string;
  /** The port of this end. */
  readonly port: number;
  /** The host of the other end, as this end sees it: "127.0.0.2". */
  readonly otherHost: string;
  /** Whom it talks to, as the event log says it: "server" or "client". */
  readonly #other: string;
  readonly #socket: Socket;
  readonly #pump: Pump;
  readonly #eventLog: EventLog;
  readonly #client: Program | undefined;
  readonly #changes = new Changes();
  #chunks: Buffer[] = [];
  #length = 0;
  #ending: Ending = "open";
  #isBroken = false;
  #hasReceived = false;
  #hasSentCr = false;
  /** Whether what was expected has come before. */
  #hasAnswered = false;
  #wasGreeted = false;
  /** When something was sent last, or the connection was made. */
  #lastSending = performance.now();

  /** @param client the program at the other end, when it is known and may wait at a prompt */
  constructor(socket: Socket, voice: string, other: string, eventLog: EventLog, client?: Program) {
    this.#socket = socket;
    this.#pump = new Pump(socket);
    this.voice = voice;
    this.port = socket.localPort ?? 0;
    this.otherHost = socket.remoteAddress ?? "";
    this.address = `${socket.localAddress}:${socket.localPort}`;
    this.#other = other;
    this.#eventLog = eventLog;
    this.#client = client;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      if (!this.#hasReceived) this.#wasGreeted = !this.hasSent;
      this.#hasReceived = true;
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      if (this.#length > MAX_RECEIVED_BYTES) socket.pause();
      this.#changes.notify();
    });
    socket.on("end", () => this.#end("end"));
    socket.on("error", () => {
      this.#isBroken = true;
      this.#end("reset");
    });
    socket.on("close", () => this.#end("reset"));
  }

  /** What has arrived and no expectation has taken yet. */
  get received(): Buffer {
    const [only, ...more] = this.#chunks;
    if (only !== undefined && more.length === 0) return only; // no copy for each message of many
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  get ending(): Ending {
    return this.#ending;
  }

  /** Takes so many of the bytes that have arrived: for whoever reads them in a way of its own. */
  take(count: number): Buffer {
    const received = this.received;
    this.#keep(received.subarray(count));
    return received.subarray(0, count);
  }

  /** Whether the connection broke (RST), be it before or after the other side had ended its own (FIN). */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Whether both sides have left. */
  get isGone(): boolean {
    return this.#socket.destroyed;
  }

  /** Whether something has come before anything was sent. */
  get wasGreeted(): boolean {
    return this.#wasGreeted;
  }

  /** Whether anything was sent. */
  get hasSent(): boolean {
    return this.#socket.bytesWritten > 0;
  }

  /** Whether anything has ever come. */
  get hasReceived(): boolean {
    return this.#hasReceived;
  }

  /** Waits until something comes for the first time, no longer than so many milliseconds. */
  async untilAnswered(maxMs: number): Promise<boolean> {
    await this.#changes.until(() => this.#hasReceived || undefined, maxMs);
    return this.#hasReceived;
  }

  /** How much of what was sent the system has not taken yet, in bytes: the other side reads no more. */
  get waitingToLeave(): number {
    return this.#pump.left;
  }

  /** Sends all at once. */
  send(data: string | Uint8Array): void {
    const bytes = Buffer.from(data);
    this.#hasSentCr ||= bytes.includes(CR);
    this.#tell(`sent ${showData(bytes)}`);
    this.#lastSending = performance.now();
    this.#pump.write(bytes);
  }

  /**
   * Sends the data cut into pieces of these lengths (the last one takes the rest), each after the
   * program has read the one before: the program sees every cut.
   */
  async sendInPieces(data: string | Uint8Array, lengths: readonly number[]): Promise<void> {
    const bytes = Buffer.from(data);
    this.#hasSentCr ||= bytes.includes(CR);
    const pieces = cut(bytes, lengths);
    this.#tell(`sent in ${pieces.length} pieces ${showData(bytes)}`);
    for (const piece of pieces) {
      this.#pump.write(piece);
      await this.untilRead();
    }
  }

  /**
   * Sends to an echo server until the system takes no more of what it sends back: a part of the last
   * piece waits in the server itself. Stop reading first, and send nothing before.
   *
   * @param atOnce so many bytes certainly find room, and leave first
   * @param length of the pieces after them, each sent when the server has dealt with the one before
   * @returns how many bytes were sent
   */
  async sendUntilHeldBack(
    data: Buffer,
    { atOnce, length }: { atOnce: number; length: number },
    { pid }: Program,
  ): Promise<number> {
    const connection = { localPort: this.#socket.remotePort ?? 0, remotePort: this.port, pid };
    let sent = 0;
    let held = 0;
    while (held === 0 && sent < data.length) {
      const piece = data.subarray(sent, sent === 0 ? atOnce : sent + length);
      this.#pump.write(piece);
      sent += piece.length;
      held = await heldBack(connection, () => sent - this.#socket.bytesRead);
    }
    this.#tell(`sent ${sent} bytes, until ${held} of them waited in the server`);
    return sent;
  }

  /**
   * Whether the other side, which has ended its own, still takes what is sent. A socket that was closed
   * answers what comes with a reset (RST), which meets the second write.
   */
  async isStillRead(): Promise<boolean> {
    this.#tell("sent 10 bytes more, in two pieces");
    this.#pump.write(Buffer.from("more\n"));
    await this.untilRead();
    const isTaken = new Promise<boolean>((resolve) => {
      this.#socket.write("more\n", (error) => resolve(!error));
    });
    await this.untilRead();
    return (await isTaken) && !this.#isBroken;
  }

  /**
   * Sends these bytes again and again, at this interval, as long as the condition holds and the connection
   * is open.
   */
  async sendWhile(
    data: string,
    intervalMs: number,
    condition: (passedMs: number) => boolean,
  ): Promise<void> {
    this.#tell(`sends ${quote(data)} every ${Math.round(intervalMs)} ms`);
    const start = performance.now();
    while (this.#ending === "open" && condition(performance.now() - start)) {
      this.#pump.write(Buffer.from(data));
      await pause(intervalMs);
      // What came meanwhile is read first: where a write meets a reset, Node throws away what it has not read.
      await nextTurn();
    }
  }

  /** Waits until the program has read all that was sent. */
  async untilRead(): Promise<void> {
    await untilRead(this.#socket.remotePort ?? 0, this.port);
  }

  /** Ends this side (FIN) and goes on reading. */
  endSending(): void {
    this.#tell("ended its side (FIN), still reading");
    this.#pump.end();
  }

  /** Resets the connection (RST), as a crash or a pulled cable's end does. */
  reset(): void {
    this.#tell("reset the connection (RST)");
    this.#socket.resetAndDestroy();
  }

  /**
   * Resets the connection, and waits until the program has nothing more to do about it: whoever comes
   * next finds it as the reset has left it.
   */
  async resetSeenBy({ pid }: Program): Promise<void> {
    this.reset();
    await untilAsleep(pid);
  }

  /** Stops reading: what the program sends fills the buffers between. */
  stopReading(): void {
    this.#tell("stopped reading");
    this.#socket.pause();
  }

  goOnReading(): void {
    this.#tell("went on reading");
    this.#socket.resume();
  }

  /** Waits until the program takes nothing more of what was sent, or has taken all of it. */
  untilStuck(program: Program): Promise<void> {
    return untilQuiet(() => this.waitingToLeave, program.pid);
  }

  /** Leaves without a word; for tidying up. */
  close(): void {
    this.#socket.destroy();
  }

  /**
   * Waits for exactly these bytes next.
   *
   * @throws CheckFailed as soon as a byte is wrong, the other side has left, or the deadline passes
   */
  async expectBytes(data: string | Uint8Array, what: string, cause?: Cause): Promise<void> {
    const expected = Buffer.from(data);
    await this.#untilDecided(expected);
    const received = this.received;
    const taken = received.subarray(0, expected.length);
    this.#tell(taken.length === 0 ? "received nothing" : `received ${showData(taken)}`);
    if (expected.equals(taken)) {
      this.#hasAnswered = true;
      this.#keep(received.subarray(expected.length));
      return;
    }
    const isLate = expected.subarray(0, taken.length).equals(taken);
    throw this.#failed(
      `${what}: ${this.#lack(expected, taken)}`,
      expected,
      received,
      cause,
      isLate,
    );
  }

  /**
   * Waits for one line, without its line end; returns how it matches the expected one.
   *
   * @throws CheckFailed when it does not match, the other side has left, or the deadline passes
   */
  async expectLine(
    wanted: string | TextForm,
    what: string,
    cause?: Cause,
  ): Promise<RegExpExecArray> {
    let searched = 0;
    const whole = await this.#changes.until(() => {
      const end = this.#indexOf(LF, searched);
      searched = this.#length;
      if (end >= 0) return end;
      return this.#ending === "open" ? undefined : -1;
    }, deadlineMs());
    const received = this.received;
    const line = received.subarray(0, whole === undefined || whole < 0 ? undefined : whole);
    this.#tell(
      line.length === 0 && whole !== 0 ? "received nothing" : `received ${showData(line)}`,
    );
    const expected = typeof wanted === "string" ? quote(wanted) : wanted.words;
    if (whole === undefined || whole < 0) {
      const found = `${this.#howItEnded(received.length)}: the expected line was ${expected}`;
      throw this.#failed(`${what}: ${found}.`, Buffer.alloc(0), received, cause, true);
    }
    this.#keep(received.subarray(whole + 1));
    const match = matchLine(wanted, line.toString());
    if (match !== null) {
      this.#hasAnswered = true;
      return match;
    }
    const found = `the line was ${quote(line.toString())}, expected ${expected}`;
    // A CR that this peer has sent is not the program's own: the check knows what that means.
    const isRightButForCr =
      !this.#hasSentCr &&
      line.at(-1) === CR &&
      matchLine(wanted, line.subarray(0, -1).toString()) !== null;
    const bytes = Buffer.from(typeof wanted === "string" ? wanted : wanted.words);
    throw this.#failed(`${what}: ${found}.`, bytes, line, isRightButForCr ? CRLF : cause);
  }

  /** Waits for the end of the stream (FIN), with nothing before it. */
  async expectEnd(what: string, cause?: Cause): Promise<void> {
    await this.#changes.until(
      () => (this.#ending === "open" && this.#length === 0 ? undefined : true),
      deadlineMs(),
    );
    const extra = this.received;
    if (this.#ending === "end" && extra.length === 0) {
      this.#tell(`saw the ${this.#other} end its side (FIN)`);
      return;
    }
    const found =
      extra.length > 0 ? `${showData(extra)} came, which nobody asked for` : this.#howItEnded(0);
    const isLate = extra.length === 0;
    throw this.#failed(`${what}: ${found}.`, Buffer.alloc(0), extra, cause, isLate);
  }

  /**
   * Waits until the connection is gone, after the other side has ended its own (FIN). From outside
   * that shows only by sending: where nobody takes it, it is answered by RST, which the next write
   * meets.
   *
   * @param options.maxSilenceMs after a longer silence, a program that waits for one may have gone for that
   * @throws GraderWasLate when this peer itself was silent for longer right before
   */
  async expectGone(
    what: string,
    { maxSilenceMs, cause }: { maxSilenceMs: number; cause?: LikelyCause },
  ): Promise<void> {
    this.#tell("sends on, to see whether the other end is still there");
    const end = performance.now() + deadlineMs();
    let lastSending = this.#lastSending;
    let inTime = SENDINGS_TO_SEE_RST;
    const look = () => {
      const now = performance.now();
      inTime = now - lastSending > maxSilenceMs ? 0 : inTime + 1;
      lastSending = now;
      return now;
    };
    while (!this.#isBroken) {
      if (look() > end) {
        const expectation = `${this.voice}: ${what}: it is still open after ${deadlineMs() / 1000} s.`;
        throw new CheckFailed(expectation, cause, { timedOut: true });
      }
      this.#socket.write("\n");
      await pause(LOOK_MS);
    }
    look();
    if (inTime < SENDINGS_TO_SEE_RST) throw new GraderWasLate();
    this.#tell("found the connection gone (RST)");
  }

  /** Requires that nothing has arrived. Ask after an event that proves that it would have by now. */
  expectNothing(what: string, cause?: Cause): void {
    const received = this.received;
    if (received.length === 0) return;
    throw this.#failed(`${what}: ${showData(received)} came`, Buffer.alloc(0), received, cause);
  }

  /** Waits until something arrives, or the other side leaves, and returns everything so far. */
  async untilBytes(count: number): Promise<Buffer> {
    await this.#changes.until(
      () => (this.#length >= count || this.#ending !== "open" ? true : undefined),
      deadlineMs(),
    );
    return this.received;
  }

  /** Long data may take longer than the deadline, as long as more of it comes within each. */
  async #untilDecided(expected: Buffer): Promise<void> {
    const waits = expected.length > EARLY_COMPARISON_BYTES ? MAX_WAITS_FOR_LONG_DATA : 1;
    for (let wait = 0, before = -1; wait < waits && before < this.#length; wait += 1) {
      before = this.#length;
      const decided = await this.#changes.until(() => this.#isDecided(expected), deadlineMs());
      if (decided !== undefined) return;
    }
  }

  /** Where the byte stands first, at this place or behind it; -1 when it has not come. */
  #indexOf(byte: number, from: number): number {
    let start = 0;
    for (const chunk of this.#chunks) {
      const at = start + chunk.length > from ? chunk.indexOf(byte, Math.max(0, from - start)) : -1;
      if (at >= 0) return start + at;
      start += chunk.length;
    }
    return -1;
  }

  #isDecided(expected: Buffer): true | undefined {
    if (this.#length >= expected.length || this.#ending !== "open") return true;
    // Comparing at every chunk would be quadratic: long data are compared once, at their end.
    if (this.#length > EARLY_COMPARISON_BYTES) return undefined;
    const isPrefix = expected.subarray(0, this.#length).equals(this.received);
    return isPrefix ? undefined : true;
  }

  #keep(rest: Buffer): void {
    const wasFull = this.#length > MAX_RECEIVED_BYTES;
    this.#chunks = [rest];
    this.#length = rest.length;
    if (wasFull && rest.length <= MAX_RECEIVED_BYTES) this.#socket.resume();
  }

  /** What is wrong with the bytes that came: too few, and why, or different. */
  #lack(expected: Buffer, taken: Buffer): string {
    const isPrefix = firstDifference(expected.subarray(0, taken.length), taken) === -1;
    if (isPrefix && taken.length < expected.length) {
      return `${this.#howItEnded(taken.length)} (${taken.length} of ${expected.length} bytes)${
        taken.length > 0 ? `\n${showDifference(expected, taken)}` : ""
      }`;
    }
    return `the bytes differ\n${showDifference(expected, taken)}`;
  }

  #howItEnded(receivedBytes: number): string {
    const instead = receivedBytes > 0 ? "in the middle of the answer" : "instead of answering";
    switch (this.#ending) {
      case "open":
        return receivedBytes > 0
          ? `the rest of the answer did not come within ${deadlineMs() / 1000} s`
          : `no answer came within ${deadlineMs() / 1000} s${this.#waitsAtPrompt()}`;
      case "end":
        return `the ${this.#other} closed the connection ${instead}`;
      case "reset":
        return `the ${this.#other} reset the connection ${instead}`;
      default:
        return this.#ending satisfies never;
    }
  }

  #waitsAtPrompt(): string {
    const waiting = this.#client === undefined ? undefined : waitingAtPrompt(this.#client);
    return waiting === undefined ? "" : `: the client ${waiting}`;
  }

  /** @param isLate true when nothing was wrong yet: with more time it might have come right */
  #failed(
    sentence: string,
    expected: Buffer,
    received: Buffer,
    cause?: Cause,
    isLate = false,
  ): CheckFailed {
    const seen = { received, expected, ending: this.#ending };
    const own = typeof cause === "function" ? cause(seen) : cause;
    const likely =
      own ?? (this.#other === "server" ? usualCause(seen, this.#hasAnswered) : undefined);
    return new CheckFailed(`${this.voice}: ${sentence}`, likely, {
      timedOut: isLate && this.#ending === "open",
    });
  }

  #end(ending: Ending): void {
    if (this.#ending === "open") this.#ending = ending;
    this.#changes.notify();
  }

  #tell(text: string): void {
    this.#eventLog.tell(this.voice, text.trimEnd());
  }
}

function matchLine(wanted: string | TextForm, line: string): RegExpExecArray | null {
  if (typeof wanted !== "string") return wanted.match(line);
  return line === wanted ? /^.*$/su.exec(line) : null;
}
