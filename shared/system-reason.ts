/** Why the system has refused something, in its own words. */
import { getSystemErrorMessage } from "node:util";

/** "no space left on device" for an error of the system; else the error's message. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfSystem = "errno" in error && typeof error.errno === "number";
  return isOfSystem ? getSystemErrorMessage(Number(error.errno)) : error.message;
}
