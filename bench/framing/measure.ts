/**
 * Measures one contestant with one shape, in a process of its own: what one decoder has taught the
 * compiler must not slow down another.
 *
 *     node bench/framing/measure.ts '{"module":"./ours.ts","shape":"small-in-big","ms":500}'
 *
 * Prints `{"bodiesPerSecond": …}`, or `{"failure": …}` when the decoder is wrong or cannot be loaded.
 */
import type { Contestant } from "./contestant.ts";
import { bodiesOf, chunksOf, SHAPES } from "./shapes.ts";

export interface Job {
  module: string;
  shape: string;
  /** How long is measured, in milliseconds; the compiler gets half of it beforehand to warm up. */
  ms: number;
}

export type Result = { bodiesPerSecond: number } | { failure: string };

const job = JSON.parse(process.argv[2] ?? "{}") as Job;
console.log(
  JSON.stringify(
    await measure(job).catch((error: unknown): Result => ({ failure: String(error) })),
  ),
);

async function measure({ module, shape: name, ms }: Job): Promise<Result> {
  const shape = SHAPES.find((each) => each.name === name);
  if (shape === undefined) throw new Error(`Cannot measure: no shape is called ${name}`);
  const { contestant }: { contestant: Contestant } = await import(module);
  const bodies = bodiesOf(shape);
  const chunks = chunksOf(await contestant.encode(bodies), shape.chunkBytes);
  await check(contestant, chunks, bodies);
  await repeat(contestant, chunks, ms / 2);
  const { passes, seconds } = await repeat(contestant, chunks, ms);
  return { bodiesPerSecond: (passes * shape.bodies) / seconds };
}

/** @throws Error when the bodies that come out are not those that went in */
async function check(
  contestant: Contestant,
  chunks: readonly Uint8Array[],
  bodies: readonly Uint8Array[],
): Promise<void> {
  const out: Uint8Array[] = [];
  await contestant.decode(chunks, (body) => out.push(Buffer.from(body)));
  if (!Buffer.concat(out).equals(Buffer.concat(bodies))) throw new Error("the bodies are wrong");
  const isWhole = out.length === 1 || out.every((body, at) => body.length === bodies[at]?.length);
  if (!isWhole) throw new Error("the bodies are cut elsewhere");
}

async function repeat(contestant: Contestant, chunks: readonly Uint8Array[], ms: number) {
  let bytes = 0;
  const start = performance.now();
  let passes = 0;
  let seconds = 0;
  do {
    const done = contestant.decode(chunks, (body) => {
      bytes += body.length;
    });
    if (done !== undefined) await done;
    passes += 1;
    seconds = (performance.now() - start) / 1000;
  } while (seconds * 1000 < ms);
  // Whatever is never looked at, a compiler may leave out.
  if (bytes === 0) throw new Error("nothing came out");
  return { passes, seconds };
}
