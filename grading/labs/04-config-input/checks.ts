/** What is asked of lab 04: settings read with care, a port found, a word required. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { portChecks } from "./checks/04.1-port.ts";
import { hostChecks } from "./checks/04.2-host.ts";
import { clientSettingChecks } from "./checks/04.3-client-settings.ts";
import { lineChecks } from "./checks/04.4-lines.ts";
import { listenChecks } from "./checks/04.4-listen.ts";
import { questionChecks } from "./checks/04.5-questions.ts";
import { accessWordChecks } from "./checks/04.6-access-word.ts";

export const checks: readonly Check[] = [
  ...portChecks,
  ...hostChecks,
  ...clientSettingChecks,
  ...lineChecks,
  ...listenChecks,
  ...questionChecks,
  ...accessWordChecks,
];
