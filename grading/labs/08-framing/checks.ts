/** What is asked of lab 08: messages that know their length, however they come. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { encodeChecks } from "./checks/08.1-encode.ts";
import { clientChecks, clientRuleChecks } from "./checks/08.2-client.ts";
import { messageChecks } from "./checks/08.2-messages.ts";
import { ruleChecks } from "./checks/08.2-rules.ts";
import { chunkChecks, limitChecks, manyFramesChecks } from "./checks/08.3-chunks.ts";
import { closeReasonChecks } from "./checks/08.4-close-reasons.ts";
import { backPressureChecks } from "./checks/08.5-back-pressure.ts";
import { checksumChecks } from "./checks/08.6-checksum.ts";

export const checks: readonly Check[] = [
  ...encodeChecks,
  ...messageChecks,
  ...manyFramesChecks,
  ...ruleChecks,
  ...clientChecks,
  ...limitChecks,
  ...clientRuleChecks,
  ...chunkChecks,
  ...closeReasonChecks,
  ...backPressureChecks,
  ...checksumChecks,
];
