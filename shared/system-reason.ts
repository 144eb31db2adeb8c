/** Why the system has refused something, in its own words. */
import { getSystemErrorMessage } from "node:util";

/** "no space left on device" for an error of the system; else the error's message. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's own errors (`ERR_…`) may have a number as well, but a positive one, which stands for nothing.
  const number = "errno" in error ? Number(error.errno) : 0;
  return number < 0 ? getSystemErrorMessage(number) : error.message;
}
