/** Errors of the system: their POSIX name, and the system's own words for them. */
import { getSystemErrorMessage } from "node:util";

/** The POSIX name of a system error, such as "ECONNRESET"; undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** "no space left on device" for an error of the system; else the error's message. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's own errors (`ERR_…`) may have a number as well, but a positive one, which stands for nothing.
  const number = "errno" in error ? Number(error.errno) : 0;
  return number < 0 ? getSystemErrorMessage(number) : error.message;
}
