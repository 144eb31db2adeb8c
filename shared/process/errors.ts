/** Failures of the peer, the person and the system. Any other is the program's own, and nothing catches it. */
import { getSystemErrorMessage } from "node:util";

/** The peer has broken the protocol: that ends its connection, and no other. */
export class ProtocolError extends Error {
  override name = "ProtocolError";
}

/** What the person at the keyboard can fix. Its message says the deed, the cause and the next step. */
export class ProgramError extends Error {
  override name = "ProgramError";
}

/** Why an established connection was lost. */
export function explainBrokenConnection(error: unknown): string {
  const code = errorCode(error);
  if (code === "ECONNRESET" || code === "EPIPE") return "reset by the other side";
  return code === "ERR_STREAM_PREMATURE_CLOSE" ? "closed by this side" : systemReason(error);
}

/** Waits for work that the system or the peer can make fail: their failure becomes a ProgramError. */
export async function explained<T>(work: Promise<T>, explain: (error: unknown) => string) {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof ProtocolError)) throw error;
    throw new ProgramError(explain(error), { cause: error });
  }
}

/** The POSIX name of a system error, such as "ECONNRESET"; undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** "no space left on device" for a system error; else what the error says. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's own errors (`ERR_…`) may have a number as well, but a positive one, which stands for nothing.
  const number = "errno" in error ? Number(error.errno) : 0;
  return number < 0 ? getSystemErrorMessage(number) : error.message;
}
