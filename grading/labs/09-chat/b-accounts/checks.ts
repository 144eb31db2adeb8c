/**
 * What is asked of part 09b: who is there, inside the channel. Most of it is asked of the whole chat as
 * well: those are the same checks.
 */
import type { Check } from "../../../core/check.ts";
import { accountChecks } from "../checks/accounts.ts";
import { clientChecks } from "../checks/client.ts";
import { checksOfPart, takenFrom } from "../checks/for-part.ts";
import { logInLimitChecks } from "../checks/log-in-limits.ts";
import { resumeChecks } from "../checks/resume.ts";
import { sessionChecks } from "../checks/sessions.ts";
import { CLIENT_LOGS_IN, returningChecks } from "./checks/returning.ts";
import { endingChecks } from "./checks/sessions.ts";

const taken = takenFrom([...clientChecks, ...resumeChecks]);

/** It starts a server twice, for what lab 07 has taught: it is left to the whole chat. */
const LEFT_OUT = "each letter of a password counts, and each byte of its hash";

export const checks = checksOfPart([
  ...[...accountChecks, ...logInLimitChecks, ...sessionChecks].filter(
    ({ title }) => title !== LEFT_OUT,
  ),
  ...endingChecks,
  ...returningChecks,
  ...ofClient(
    "a refused log-in ends the client with status 1",
    "or when the log-in is refused and nobody can be asked",
  ),
  ...ofClient("a stream without CLOSE is reported as cut", "A client of 09b that was logged in"),
  ...ofClient("a server that wants nobody back is obeyed", "When the CLOSE of the server says"),
]);

/** A check of the chat's client, and where this part's page has its rule. */
function ofClient(title: string, rule: string): Check[] {
  return taken("09b.2", title).map((one) => ({ ...one, needs: [CLIENT_LOGS_IN], rule }));
}
