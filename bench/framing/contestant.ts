/**
 * What takes part in the framing bench.
 *
 * Each frames in the form that is its own: what is compared is the work for the same bodies in the
 * same chunks, not the form.
 */
export interface Contestant {
  /** The bodies as one stream of bytes. */
  encode(bodies: readonly Uint8Array[]): Promise<Uint8Array>;
  /** Feeds all chunks to a new decoder; calls back for every body; settles when all are out. */
  decode(chunks: readonly Uint8Array[], onBody: (body: Uint8Array) => void): void | Promise<void>;
}

/** What is measured, in the order of the table. The first is the limit of all. */
export const CONTESTANTS: readonly { name: string; title: string; module: string }[] = [
  { name: "memcpy", title: "memcpy of the chunks: the limit", module: "./memcpy.ts" },
  { name: "ours", title: "**`FrameDecoder`**", module: "./ours.ts" },
  { name: "msgpackr", title: "msgpackr", module: "./peers/msgpackr.mjs" },
  {
    name: "length-prefixed-stream",
    title: "length-prefixed-stream",
    module: "./peers/length-prefixed-stream.mjs",
  },
  { name: "frame-stream", title: "frame-stream", module: "./peers/frame-stream.mjs" },
  {
    name: "it-length-prefixed",
    title: "it-length-prefixed",
    module: "./peers/it-length-prefixed.mjs",
  },
];
