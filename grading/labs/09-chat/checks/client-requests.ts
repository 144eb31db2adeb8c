/** What the client under test must send, and what it is sent. */

import { fail } from "../../../core/failure.ts";
import type { EnteredClient } from "../../../players/chat/chat-client.ts";
import type { RecordConnection } from "../../../players/chat/record-connection.ts";
import { fieldOf } from "../../../players/chat/records.ts";

export const TIME = "2026-11-22T09:30:00.000Z";

export function message(number: number, from: string, text: string) {
  return { type: "message", number, time: TIME, from, text };
}

/** Why another request may have come; also as a function of it, and of undefined when none came. */
export type RequestCause = string | ((json: unknown) => string | undefined);

/**
 * The next record must be a request with these fields; returns it all.
 *
 * @param what the request, where its fields say too little
 */
export async function expectRequest(
  connection: RecordConnection,
  wanted: Readonly<Record<string, unknown>>,
  cause?: RequestCause,
  what = `the request ${JSON.stringify(wanted)}`,
): Promise<{ id: unknown; before: unknown; after: unknown }> {
  const explain = (json?: unknown) => (typeof cause === "function" ? cause(json) : cause);
  const { json } = await connection.expect("CLIENT_TO_SERVER", {
    what,
    cause: ({ record }) => explain(record?.json),
  });
  const wrong = Object.keys(wanted).find((name) => fieldOf(json, name) !== wanted[name]);
  if (wrong !== undefined)
    fail(`${what} should come; ${JSON.stringify(json)} came.`, explain(json));
  return {
    id: fieldOf(json, "id"),
    before: fieldOf(json, "before"),
    after: fieldOf(json, "after"),
  };
}

/** The client's next word is the answer to PING, and nothing else. */
export async function expectPong(connection: RecordConnection, cause: string): Promise<void> {
  connection.send("PING");
  await connection.expect("PONG", { what: "the answer to PING, and nothing before it", cause });
}

/** The client says good-bye, and is let go. */
export async function leaves(
  { client, connection }: Pick<EnteredClient, "client" | "connection">,
  typed = "",
  cause = "At the end of the input, or at `exit`, it leaves, when all is acknowledged.",
): Promise<void> {
  if (typed !== "") client.type(typed);
  const what = "the client's good-bye: log-out, or CLOSE";
  const record = await connection.next({ what, cause });
  const isGoodBye =
    record?.name === "CLOSE" ||
    (record?.name === "CLIENT_TO_SERVER" && fieldOf(record.json, "type") === "log-out");
  if (!isGoodBye)
    fail(
      `${what} should come; ${record === undefined ? "nothing came" : `${record.name} came`}.`,
      cause,
    );
  connection.send("CLOSE");
  connection.peer.endSending();
  await connection.untilEnd({ what: "after the server's CLOSE" });
  await client.expectStatus(0, "after its good-bye");
}
