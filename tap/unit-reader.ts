/** Units out of one direction's chunks, for showing: it never refuses anything. */
import { HEADER_BYTES } from "../shared/framing/encode-frame.ts";
import type { Form } from "./form.ts";
import { type Unit, UnitBuilder } from "./unit.ts";

const LF = 0x0a;

/** A header that announces more than this is none: from here on only chunks can be shown. */
const MAX_BODY_BYTES = 64 * 1_048_576;

export interface UnitReader {
  /** The units that this chunk completes. */
  push(chunk: Buffer): Unit[];
  /** What has come of a unit whose end has not; it stays to be completed. */
  soFar(): Unit | undefined;
}

/** A reader for one direction of a connection. */
export function unitReader(form: Form): UnitReader {
  switch (form) {
    case "bytes":
      return new ChunkReader();
    case "lines":
      return new LineReader();
    case "frames":
      return new FrameReader();
    default:
      return form satisfies never;
  }
}

class ChunkReader implements UnitReader {
  push(chunk: Buffer): Unit[] {
    const builder = new UnitBuilder("chunk");
    builder.add("body", chunk, true);
    return [builder.finish()];
  }

  soFar(): undefined {}
}

class LineReader implements UnitReader {
  readonly #line = new UnitBuilder("line");

  push(chunk: Buffer): Unit[] {
    const lines: Unit[] = [];
    for (let start = 0; start < chunk.length; ) {
      const end = chunk.indexOf(LF, start);
      const bytes = chunk.subarray(start, end < 0 ? undefined : end + 1);
      this.#line.add("body", bytes, start === 0);
      if (end >= 0) lines.push(this.#line.finish());
      start += bytes.length;
    }
    return lines;
  }

  soFar(): Unit | undefined {
    return this.#line.isEmpty ? undefined : this.#line.unit(false);
  }
}

class FrameReader implements UnitReader {
  readonly #frame = new UnitBuilder("frame");
  /** What reads the rest, once the bytes are no frames. */
  #lost: UnitReader | undefined;

  push(chunk: Buffer): Unit[] {
    if (this.#lost !== undefined) return this.#lost.push(chunk);
    const frames: Unit[] = [];
    for (let start = 0; start < chunk.length; ) {
      const header = this.#take("header", chunk, start, HEADER_BYTES);
      const announced = this.#announced();
      if (announced === undefined) break;
      if (announced > MAX_BODY_BYTES) {
        frames.push({ ...this.#frame.finish(false), kind: "no frame" });
        frames.push(...this.#giveUp(chunk.subarray(start + header)));
        break;
      }
      const body = this.#take("body", chunk, start + header, announced);
      if (this.#frame.lengthOf("body") === announced) frames.push(this.#frame.finish());
      start += header + body;
    }
    return frames;
  }

  soFar(): Unit | undefined {
    return this.#frame.isEmpty ? undefined : this.#frame.unit(false);
  }

  /** Takes what is missing of a part, as far as it is there; returns how many bytes. */
  #take(role: "header" | "body", chunk: Buffer, start: number, whole: number): number {
    const missing = whole - this.#frame.lengthOf(role);
    const bytes = chunk.subarray(start, start + missing);
    if (bytes.length > 0) this.#frame.add(role, bytes, start === 0);
    return bytes.length;
  }

  /** The length in the header, once all of it is there. */
  #announced(): number | undefined {
    const header = this.#frame.shown("header");
    return header.length < HEADER_BYTES ? undefined : header.readUInt32BE();
  }

  #giveUp(rest: Buffer): Unit[] {
    this.#lost = new ChunkReader();
    return rest.length === 0 ? [] : this.#lost.push(rest);
  }
}
