/** What checks of log-ins do in several files. */

import { fail } from "../../../core/failure.ts";
import type { Line, RecordExpectation } from "../../../players/chat/line.ts";
import type { Received, RecordName } from "../../../players/chat/records.ts";

/** Sends it, and takes whatever is the answer. */
export async function attempt(line: Line, record: RecordName, content: unknown): Promise<Received> {
  line.send(record, content);
  const answer = await line.next({ what: `the answer to ${record}` });
  return (
    answer ??
    fail(`${line.voice}: ${record} should be answered; the connection ended, or nothing came.`)
  );
}

/** Sends it, and the next record must be this one. */
export async function answerTo(
  line: Line,
  record: RecordName,
  content: unknown,
  answer: RecordName,
  what: string,
  cause?: RecordExpectation["cause"],
): Promise<Received> {
  line.send(record, content);
  return await line.expect(answer, { what, cause });
}
