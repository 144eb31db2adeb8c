/** How the grader comes to a server: every attempt to connect has a deadline of the grader's own. */
import { connect, type Socket } from "node:net";
import { errorCode } from "../../shared/process/errors.ts";
import type { EventLog } from "./event-log.ts";
import { CheckFailed, type LikelyCause } from "./failure.ts";
import { isMachineError } from "./machine.ts";
import { deadlineMs } from "./pace.ts";
import { Peer } from "./peer.ts";
import { type Wrap, wrapInTime } from "./wrap.ts";

interface Address {
  host: string;
  port: number;
}

/** Where Linux has no more room for connections that nobody has accepted, it drops the next one's SYN. */
const BACKLOG_FULL =
  "The system queues new connections until the server accepts them, and this queue (the backlog) was full. The server serves one client at a time, or does not accept clients any more.";

/**
 * Connects a scripted client to the program under test.
 *
 * @throws CheckFailed when the connection is refused, or neither accepted nor refused before the deadline
 */
export async function connectPeer(
  address: Address,
  voice: string,
  eventLog: EventLog,
  { localAddress, wrap, cause }: { localAddress?: string; wrap?: Wrap; cause?: LikelyCause } = {},
): Promise<Peer> {
  const outcome = await attempt(address, localAddress);
  if (outcome === "late") {
    throw new CheckFailed(
      `${voice}: the server did not accept the connection within ${deadlineMs() / 1000} s.`,
      BACKLOG_FULL,
      { timedOut: true },
    );
  }
  if (outcome instanceof Error) {
    if (isMachineError(outcome)) throw outcome;
    throw new CheckFailed(`${voice}: cannot connect to the server: ${errorCode(outcome)}.`, cause);
  }
  eventLog.tell(voice, `connected to ${address.host}:${address.port}`);
  const inner = wrap === undefined ? outcome : await wrapInTime(wrap, outcome, "server");
  return new Peer(inner, voice, "server", eventLog);
}

/** Requires that a connection is refused: nobody listens at the address any more. */
export async function expectRefused(
  address: Address,
  voice: string,
  eventLog: EventLog,
  cause?: LikelyCause,
): Promise<void> {
  const outcome = await attempt(address);
  if (outcome instanceof Error) {
    if (isMachineError(outcome)) throw outcome;
    eventLog.tell(
      voice,
      `could not connect to ${address.host}:${address.port}: ${errorCode(outcome)}`,
    );
    return;
  }
  const isLate = outcome === "late";
  if (!isLate) outcome.destroy();
  const found = isLate ? `it was neither within ${deadlineMs() / 1000} s` : "it was accepted";
  throw new CheckFailed(`${voice}: the connection should be refused; ${found}.`, cause, {
    timedOut: isLate,
  });
}

/** Tries to connect once. The system itself would try for two minutes. */
function attempt(address: Address, localAddress?: string): Promise<Socket | Error | "late"> {
  return new Promise((resolve) => {
    const socket = connect({
      ...address,
      allowHalfOpen: true,
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve("late");
    }, deadlineMs());
    const end = (outcome: Socket | Error) => {
      clearTimeout(timer);
      socket.off("error", end);
      resolve(outcome);
    };
    socket.once("connect", () => end(socket));
    socket.once("error", end);
  });
}
