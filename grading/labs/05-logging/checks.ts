/** What is asked of lab 05: a story that is whole, true and harmless. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { clientLogChecks } from "./checks/05.1-client-log.ts";
import { eventChecks } from "./checks/05.1-events.ts";
import { failedStartChecks, fieldChecks } from "./checks/05.2-fields.ts";
import { completeLogChecks } from "./checks/05.3-complete-log.ts";
import { rotateChecks } from "./checks/05.4-rotate.ts";
import { consoleChecks } from "./checks/05.5-console.ts";
import { showLogChecks } from "./checks/05.6-show-log.ts";

export const checks: readonly Check[] = [
  ...eventChecks,
  ...failedStartChecks,
  ...clientLogChecks,
  ...fieldChecks,
  ...completeLogChecks,
  ...rotateChecks,
  ...consoleChecks,
  ...showLogChecks,
];
