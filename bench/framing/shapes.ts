/** What the decoders are fed: bodies of one size, in chunks of another. */

export interface Shape {
  name: string;
  /** The heading of its column. */
  title: string;
  bodyBytes: number;
  /** The smallest and the largest chunk, in bytes; in between by chance. */
  chunkBytes: readonly [number, number];
  /** Enough bodies for a pass of some milliseconds. */
  bodies: number;
  unit: "messages/s" | "MB/s";
}

const SMALL_BYTES = 64;
const LARGE_BYTES = 64 * 1024;

export const SHAPES: readonly Shape[] = [
  {
    name: "small-in-big",
    title: "64 B in chunks of 64 KiB",
    bodyBytes: SMALL_BYTES,
    chunkBytes: [LARGE_BYTES, LARGE_BYTES],
    bodies: 100_000,
    unit: "messages/s",
  },
  {
    name: "small-in-small",
    title: "64 B in chunks of 1–100 B",
    bodyBytes: SMALL_BYTES,
    chunkBytes: [1, 100],
    bodies: 30_000,
    unit: "messages/s",
  },
  {
    name: "large-in-big",
    title: "64 KiB in chunks of 64 KiB",
    bodyBytes: LARGE_BYTES,
    chunkBytes: [LARGE_BYTES, LARGE_BYTES],
    bodies: 200,
    unit: "MB/s",
  },
  {
    name: "large-in-pages",
    title: "64 KiB in chunks of 4 KiB",
    bodyBytes: LARGE_BYTES,
    chunkBytes: [4096, 4096],
    bodies: 200,
    unit: "MB/s",
  },
  {
    name: "large-in-small",
    title: "64 KiB in chunks of 1–100 B",
    bodyBytes: LARGE_BYTES,
    chunkBytes: [1, 100],
    bodies: 20,
    unit: "MB/s",
  },
];

/** The bodies of a shape, each different from the one before. */
export function bodiesOf({ bodyBytes, bodies }: Shape): Uint8Array[] {
  return Array.from({ length: bodies }, (_, number) => {
    const body = Buffer.alloc(bodyBytes, number % 251);
    body.writeUInt32BE(number);
    return body;
  });
}

/**
 * Cuts a stream into chunks, each with memory of its own, as a socket hands them over. The same cuts
 * every time, for every decoder.
 */
export function chunksOf(stream: Uint8Array, [least, most]: Shape["chunkBytes"]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let state = 1;
  for (let at = 0; at < stream.length; ) {
    // Lehmer's generator ("MINSTD"): good enough to cut, and the same on every machine.
    state = (state * 48_271) % 2_147_483_647;
    const length = least + (state % (most - least + 1));
    chunks.push(Uint8Array.prototype.slice.call(stream, at, at + length));
    at += length;
  }
  return chunks.map((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
}
