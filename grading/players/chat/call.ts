/** A call of a scripted client: all of the handshake, and what comes after it. */
import { connect as connectTls, type TLSSocket } from "node:tls";
import { CheckFailed, fail } from "../../core/failure.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import type { Wrap } from "../../core/wrap.ts";
import { Caller } from "./caller.ts";
import { inBase64 } from "./dialect.ts";
import type { Keys } from "./key-agreement.ts";
import { Line, type RecordExpectation } from "./line.ts";
import { PlainSealing } from "./sealing.ts";
import { serverDialect } from "./server-dialect.ts";

export interface CallOptions {
  localAddress?: string;
  /** TLS in place of our own handshake. */
  tls?: boolean;
  /** Tokens are in base64url with its padding, even when the server is known to write them otherwise. */
  isStrictBase64?: boolean;
}

/** Does all of the handshake, or that of TLS, and returns what comes after it. */
export async function call(
  stage: Stage,
  server: RunningServer,
  voice = "client",
  { tls = false, isStrictBase64 = false, ...options }: CallOptions = {},
): Promise<Line> {
  if (tls) {
    const { peer } = await Caller.connect(stage, server, voice, { ...options, wrap: insideTls });
    return new Line(peer, new PlainSealing(), stage.story);
  }
  // Before there is a connection: a server may take two that meet for each other.
  const dialect = await serverDialect(stage, server);
  const caller = await Caller.connect(stage, server, voice, options);
  caller.sendHello();
  const greeting = await caller.greeting({ what: "the answer to ClientHello" });
  const keys = caller.keys(greeting, isStrictBase64 ? inBase64(dialect) : dialect);
  const line = caller.line(keys);
  line.send("FINISHED", keys.th);
  await expectFinished(line, keys);
  return line;
}

/** Waits for FINISHED, and compares what is inside. */
export async function expectFinished(
  line: Line,
  { th }: Keys,
  cause?: RecordExpectation["cause"],
): Promise<void> {
  const { body } = await line.expect("FINISHED", { what: "the other side's first record", cause });
  if (body.equals(th)) return;
  fail(
    `${line.voice}: FINISHED should hold th, the hash of both hellos; it holds something else.`,
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
