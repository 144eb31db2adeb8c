/** A call of a scripted client: all of the handshake, and what comes after it. */
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { CheckContext, RunningServer } from "../../core/check-context.ts";
import { CheckFailed, fail } from "../../core/failure.ts";
import type { Wrap } from "../../core/wrap.ts";
import { inBase64 } from "./dialect.ts";
import { HandshakeClient } from "./handshake-client.ts";
import type { Keys } from "./key-agreement.ts";
import { RecordConnection, type RecordExpectation } from "./record-connection.ts";
import { PlainSealing } from "./sealing.ts";
import { serverDialect } from "./server-dialect.ts";

export interface HandshakeOptions {
  localAddress?: string;
  /** TLS in place of our own handshake. */
  tls?: boolean;
  /** Tokens are in base64url with its padding, even when the server is known to write them otherwise. */
  isStrictBase64?: boolean;
}

/** Does all of the handshake, or that of TLS, and returns what comes after it. */
export async function doHandshake(
  context: CheckContext,
  server: RunningServer,
  voice = "client",
  { tls = false, isStrictBase64 = false, ...options }: HandshakeOptions = {},
): Promise<RecordConnection> {
  if (tls) {
    const { peer } = await HandshakeClient.connect(context, server, voice, {
      ...options,
      wrap: insideTls,
    });
    return new RecordConnection(peer, new PlainSealing(), context.eventLog);
  }
  // Before there is a connection: a server may take two that meet for each other.
  const dialect = await serverDialect(context, server);
  const handshake = await HandshakeClient.connect(context, server, voice, options);
  handshake.sendHello();
  const greeting = await handshake.greeting({ what: "the answer to ClientHello" });
  const keys = handshake.keys(greeting, isStrictBase64 ? inBase64(dialect) : dialect);
  const connection = handshake.connection(keys);
  connection.send("FINISHED", keys.th);
  await expectFinished(connection, keys);
  return connection;
}

/** Waits for FINISHED, and compares what is inside. */
export async function expectFinished(
  connection: RecordConnection,
  { th }: Keys,
  cause?: RecordExpectation["cause"],
): Promise<void> {
  const { body } = await connection.expect("FINISHED", {
    what: "the other side's first record",
    cause,
  });
  if (body.equals(th)) return;
  fail(
    `${connection.voice}: FINISHED should hold th, the hash of both hellos; it holds something else.`,
    "th covers lp(ClientHello) and lp(ServerHello), the latter with its signature: th1 leaves that out.",
  );
}

const insideTls: Wrap = (socket) =>
  new Promise<TLSSocket>((resolve, reject) => {
    const failed = (error: Error) =>
      reject(new CheckFailed(`The server should speak TLS 1.3; it does not: ${error.message}.`));
    const inner = connectTls({ socket, rejectUnauthorized: false, minVersion: "TLSv1.3" }, () => {
      inner.off("error", failed);
      resolve(inner);
    });
    inner.once("error", failed);
  });
