/** What the system refuses when a program starts, in a sentence that helps (Node's page "Errors", "Common system errors"). */
import { errorCode, systemReason } from "../process/errors.ts";

/** By the POSIX name of the error: why, and what to do next. */
const REFUSALS: Partial<Record<string, string>> = {
  EADDRINUSE: "another program listens there; choose another port with --port, or 0 for any",
  EACCES: "permission denied; choose a port above 1023",
  EADDRNOTAVAIL: "this machine does not have that address; try --host 127.0.0.1",
  ENOTFOUND: "no address is known for that name; check its spelling",
  EAI_AGAIN: "no address is known for that name; check its spelling",
  ECONNREFUSED: "nothing listens there; start the server first, or check the port",
  ENETUNREACH: "no way leads to that machine; check the host and your network",
  EHOSTUNREACH: "no way leads to that machine; check the host and your network",
  ETIMEDOUT: "it did not answer; check the host, and whether a firewall is in the way",
};

/** Why a server cannot listen, or a client cannot connect, and what to do next. */
export function explainRefusal(error: unknown): string {
  const known = REFUSALS[errorCode(error) ?? ""];
  return known ?? `${systemReason(error)}; check the host and the port`;
}
