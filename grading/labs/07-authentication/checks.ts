/** What is asked of lab 07: passwords kept well, tokens checked first, guessing made slow. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { registerChecks } from "./checks/07.1-register.ts";
import { requestChecks } from "./checks/07.1-requests.ts";
import { logInChecks } from "./checks/07.2-log-in.ts";
import { tokenChecks } from "./checks/07.3-token.ts";
import { sessionChecks } from "./checks/07.4-session.ts";
import { throttleChecks } from "./checks/07.5-throttle.ts";
import { clientChecks } from "./checks/07.6-client.ts";

export const checks: readonly Check[] = [
  ...registerChecks,
  ...requestChecks,
  ...logInChecks,
  ...tokenChecks,
  ...sessionChecks,
  ...throttleChecks,
  ...clientChecks,
];
