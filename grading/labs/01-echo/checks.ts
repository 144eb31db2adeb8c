/** What is asked of lab 01: bytes back, in order, whatever the peer does. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { listenChecks } from "./checks/01.1-listen.ts";
import { connectChecks, interruptChecks } from "./checks/01.2-connect.ts";
import { endChecks, sendChecks } from "./checks/01.3-send-and-print.ts";
import { connectionChecks } from "./checks/01.4-handle-connection.ts";
import { echoChecks } from "./checks/01.5-echo.ts";

export const checks: readonly Check[] = [
  ...listenChecks,
  ...connectChecks,
  ...sendChecks,
  ...interruptChecks,
  ...endChecks,
  ...connectionChecks,
  ...echoChecks,
];
