/** What is asked of lab 03: every way to part, told apart, and nobody cut off. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { silenceChecks } from "./checks/03.1-silence.ts";
import { requestChecks } from "./checks/03.2-requests.ts";
import { goodByeChecks } from "./checks/03.3-good-bye.ts";
import { lostConnectionChecks } from "./checks/03.4-lost-connections.ts";
import { shutdownChecks } from "./checks/03.5-shutdown.ts";
import { clientChecks } from "./checks/03.6-client.ts";

export const checks: readonly Check[] = [
  ...silenceChecks,
  ...requestChecks,
  ...goodByeChecks,
  ...lostConnectionChecks,
  ...shutdownChecks,
  ...clientChecks,
];
