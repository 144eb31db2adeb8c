/** Coming into our own chat, step by step: the bench asks what each step costs. */

import { openChannel } from "../../../labs/09-chat/a-channel/open-channel.ts";
import type { Channel } from "../../../labs/09-chat/connection/channel.ts";
import { RECORD, type RecordType } from "../../../labs/09-chat/protocol/wire.ts";
import { connect } from "../../../shared/net/connect.ts";
import type { TargetAddress } from "./job.ts";

/** Long enough for 500 who come at once to a server that is busy. */
const HANDSHAKE_MS = 30_000;

export const PASSWORD = "correct horse battery";

/** Connects and makes the channel. The server is one that the bench has started: it needs no proof. */
export async function connectChannel({
  port,
  tls,
}: Pick<TargetAddress, "port" | "tls">): Promise<Channel> {
  const socket = await connect({ host: "127.0.0.1", port });
  const options = { verifyServer: () => {}, tls, frameMs: HANDSHAKE_MS, handshakeMs: HANDSHAKE_MS };
  return openChannel(socket, options);
}

/**
 * Logs in, registers or resumes; returns the session's token.
 *
 * @throws Error with the server's answer when it does not let the user in
 */
export async function enter(channel: Channel, type: RecordType, entry: object): Promise<string> {
  channel.send(type, JSON.stringify(entry));
  const answer = await channel.next();
  if (answer?.type !== RECORD.LOGIN_ACCEPTED) {
    throw new Error(`the server answered ${answer?.type} ${Buffer.from(answer?.body ?? [])}`);
  }
  const { token } = JSON.parse(Buffer.from(answer.body).toString());
  return token;
}

/** A request that says something: to all, or to one. */
export function sayTo(to: string | undefined, id: string, text: string): string {
  const rest = { id, text };
  return JSON.stringify(
    to === undefined ? { type: "say", ...rest } : { type: "private", to, ...rest },
  );
}
