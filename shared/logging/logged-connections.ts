/**
 * Around each connection, told to the log: who comes, how it ended, and the one place where its failures
 * end. A connection can never stop the server.
 *
 *     info connected connection=7 peer=127.0.0.1:50312
 *     …
 *     info disconnected connection=7 why=exit
 */
import type { Socket } from "node:net";
import { peerAddress } from "../net/address.ts";
import { errorCode, ProtocolError } from "../process/errors.ts";
import type { Log } from "./log.ts";

/** A client that is being served. */
export interface LoggedConnection {
  socket: Socket;
  /** 1 for the server's first client, 2 for the next, … */
  number: number;
  /** `HOST:PORT` */
  address: string;
  host: string;
  /** Tells the connection's number in every line. */
  log: Log;
}

/** Serves one client, up to the end of its connection. Returns how it ended, in a word for the log. */
export type ConnectionHandler = (connection: LoggedConnection) => Promise<string>;

/**
 * Returns a function that serves one client: it tells the log of its coming and going, never throws,
 * and leaves the socket destroyed.
 */
export function loggedConnections(
  log: Log,
): (socket: Socket, handle: ConnectionHandler) => Promise<void> {
  let connections = 0;
  return async (socket, handle) => {
    connections++;
    const connection = connectionOf(socket, connections, log);
    // For the time in which nobody reads: an "error" event that nobody hears ends the process.
    socket.on("error", () => {});
    try {
      await attend(connection, handle);
    } catch (error) {
      console.error(error); // even the telling has failed
    } finally {
      socket.destroy();
    }
  };
}

async function attend(connection: LoggedConnection, handle: ConnectionHandler): Promise<void> {
  const { log, address } = connection;
  log.info("connected", { peer: address });
  try {
    log.info("disconnected", { why: await handle(connection) });
  } catch (error) {
    tellFailure(log, error);
  }
}

function connectionOf(socket: Socket, number: number, log: Log): LoggedConnection {
  return {
    socket,
    number,
    address: peerAddress(socket),
    host: socket.remoteAddress ?? "unknown",
    log: log.with({ connection: number }),
  };
}

/**
 * The three kinds of failure: the client broke the protocol, the network failed, or this program did.
 * The last is for whoever runs it to see, with the place in the source.
 */
function tellFailure(log: Log, error: unknown): void {
  const code = errorCode(error);
  if (error instanceof ProtocolError) {
    log.warn("disconnected", { why: "protocol", error: error.message });
  } else if (code === "ECONNRESET" || code === "EPIPE") {
    log.warn("disconnected", { why: "reset" });
  } else if (code !== undefined && !code.startsWith("ERR_")) {
    // The system's codes are POSIX names; those that begin with ERR_ are Node's own.
    log.warn("disconnected", { why: "lost", code });
  } else {
    log.error("disconnected", { why: "fault", error: String(error) });
    console.error(error);
  }
}
