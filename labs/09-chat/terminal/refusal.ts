/** Why the client cannot go on, and what to do, when the server does not let it in and nobody can be asked. */
import { ProgramError } from "../../../shared/process/errors.ts";
import { type Refusal, reasonOf } from "../client/updates.ts";
import { onOneLine } from "./show-text.ts";

/** The failure for the person who has started the client. */
export function refusal(why: Refusal): ProgramError {
  return new ProgramError(`Cannot log in: ${onOneLine(reasonOf(why))}; ${nextStep(why)}`);
}

function nextStep(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      return "check LAB_NAME and LAB_PASSWORD, or register with --action register";
    case "taken":
      return "choose another name, or log in with --action log-in";
    case "refused":
      return why.retryAfterMs === undefined
        ? "correct that and start again"
        : laterThan(why.retryAfterMs);
  }
}

function laterThan(retryAfterMs: number): string {
  return `try again in ${Math.ceil(retryAfterMs / 1000)} s`;
}
