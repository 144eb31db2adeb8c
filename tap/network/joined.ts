/**
 * Chunks joined, as a network does that is slower than the sender, or a sender that gathers (Nagle,
 * RFC 9293 section 3.7.4).
 *
 *     what comes    68 65 │ 6c 6c 6f 0a │   (a pause)   │ 77 6f
 *     delivered     68 65 6c 6c 6f 0a                   │ 77 6f
 */
import { endsWithin } from "./ends-within.ts";

/** A flow that rests for so long has paused. A program that waits for its answer rests at once. */
const PAUSE_MS = 40;

/** More than this is delivered without a pause: a read seldom gives more, and memory is finite. */
const MAX_JOINED_BYTES = 65_536;

/** What comes until the flow pauses, as one chunk; then again. */
export async function* joined(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const arrivals = chunks[Symbol.asyncIterator]();
  let next = nextOf(arrivals);
  for (let first = await next; first.done !== true; first = await next) {
    const gathered = [first.value];
    let length = first.value.length;
    next = nextOf(arrivals);
    while (length < MAX_JOINED_BYTES && (await endsWithin(next, PAUSE_MS))) {
      const { done, value } = await next;
      if (done === true) break;
      gathered.push(value);
      length += value.length;
      next = nextOf(arrivals);
    }
    yield Buffer.concat(gathered);
  }
}

/** The next chunk, of which a failure may wait until somebody asks for it. */
function nextOf(arrivals: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer, void>> {
  const next = arrivals.next();
  next.catch(() => {});
  return next;
}
