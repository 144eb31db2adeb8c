/** What checks of log-ins do in several files. */

import { fail } from "../../../core/failure.ts";
import type {
  RecordConnection,
  RecordExpectation,
} from "../../../players/chat/record-connection.ts";
import type { Received, RecordName } from "../../../players/chat/records.ts";

/** After a restart a user is not known. */
export const REGISTRATION_LOST = "A registration is a promise: acknowledge it when it is on disk.";

/** Sends it, and takes whatever is the answer. */
export async function attempt(
  connection: RecordConnection,
  record: RecordName,
  content: unknown,
): Promise<Received> {
  connection.send(record, content);
  const answer = await connection.next({ what: `the answer to ${record}` });
  return (
    answer ??
    fail(
      `${connection.voice}: ${record} should be answered; the connection ended, or nothing came.`,
    )
  );
}

/** Sends it, and the next record must be this one. */
export async function answerTo(
  connection: RecordConnection,
  record: RecordName,
  content: unknown,
  answer: RecordName,
  what: string,
  cause?: RecordExpectation["cause"],
): Promise<Received> {
  connection.send(record, content);
  return await connection.expect(answer, { what, cause });
}
