/** One client's connection: the handshake, the conversation, and CLOSE at the end. */
import type { Socket } from "node:net";
import type { LoggedConnection } from "../../../shared/logging/logged-connections.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { type Channel, closingFor } from "../connection/channel.ts";
import { MAX_MEMBER_BODY_BYTES } from "../protocol/wire.ts";
import { type AcceptOptions, acceptChannel } from "./open-channel.ts";
import { farewell, type OperatorTalk } from "./operator-talk.ts";

/** What the connections of one server share. */
export interface TalkContext {
  talk: OperatorTalk;
  channelOptions: AcceptOptions;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  print(line: string): void;
}

/**
 * Serves one client. Returns how its connection ended, in a word for the log.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
export async function handleTalk(
  { socket, address, log }: LoggedConnection,
  context: TalkContext,
): Promise<string> {
  const { talk, stopping } = context;
  const channel = await shakeHands(socket, address, context);
  log.info("handshake");
  channel.allow(MAX_MEMBER_BODY_BYTES);
  const stop = () => channel.close({ reason: "the server is shutting down" });
  stopping.addEventListener("abort", stop);
  try {
    if (stopping.aborted) stop();
    await talk.serve({ name: address, channel, log });
    return stopping.aborted ? "stop" : "closed";
  } catch (error) {
    if (error instanceof ProtocolError) channel.close(closingFor(error));
    await channel.part();
    throw error;
  } finally {
    stopping.removeEventListener("abort", stop);
  }
}

/** The handshake. A server that stops does not wait for it. */
async function shakeHands(
  socket: Socket,
  address: string,
  { channelOptions, stopping, print }: TalkContext,
): Promise<Channel> {
  const cut = () => socket.destroy();
  stopping.addEventListener("abort", cut);
  try {
    return await acceptChannel(socket, channelOptions);
  } catch (error) {
    print(farewell(address, error));
    throw error;
  } finally {
    stopping.removeEventListener("abort", cut);
  }
}
