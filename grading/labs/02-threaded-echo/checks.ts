/** What is asked of lab 02: a thread for every client, and nothing of one client in another's way. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { takeThreadChecks } from "./checks/02.1-take-thread.ts";
import { serveInThreadChecks } from "./checks/02.2-serve-in-thread.ts";
import { lineChecks } from "./checks/02.3-lines.ts";
import { primesChecks } from "./checks/02.4-primes.ts";
import { refuseChecks } from "./checks/02.5-refuse.ts";
import { giveBackThreadChecks } from "./checks/02.6-give-back-thread.ts";

export const checks: readonly Check[] = [
  ...takeThreadChecks,
  ...serveInThreadChecks,
  ...lineChecks,
  ...primesChecks,
  ...refuseChecks,
  ...giveBackThreadChecks,
];
