/** What is asked of lab 06: who is at which address, kept in a file that outlives everything. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { addressChecks } from "./checks/06.1-address.ts";
import { fileChecks } from "./checks/06.2-file.ts";
import { greetingChecks } from "./checks/06.2-greeting.ts";
import { nameChecks } from "./checks/06.3-name.ts";
import { formulaChecks } from "./checks/06.4-formula.ts";
import { readBackChecks } from "./checks/06.5-read-back.ts";
import { tornLineChecks } from "./checks/06.6-torn-line.ts";

export const checks: readonly Check[] = [
  ...addressChecks,
  ...greetingChecks,
  ...fileChecks,
  ...nameChecks,
  ...formulaChecks,
  ...readBackChecks,
  ...tornLineChecks,
];
