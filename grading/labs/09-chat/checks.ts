/** What is asked of lab 09: a chat for many, sealed, in one order, with nothing lost. The rules stand in its README. */
import type { Check } from "../../core/check.ts";
import { accountChecks } from "./checks/accounts.ts";
import { addressLimitChecks } from "./checks/address-limits.ts";
import { clientChecks } from "./checks/client.ts";
import { consoleChecks } from "./checks/console.ts";
import { finishedChecks } from "./checks/finished.ts";
import { historyChecks } from "./checks/history.ts";
import { logInLimitChecks } from "./checks/log-in-limits.ts";
import { memberChecks } from "./checks/members.ts";
import { recordOrderChecks } from "./checks/record-order.ts";
import { resumeChecks } from "./checks/resume.ts";
import { roomChecks } from "./checks/room.ts";
import { serverHelloChecks } from "./checks/server-hello.ts";
import { sessionChecks } from "./checks/sessions.ts";
import { slowReaderChecks } from "./checks/slow-readers.ts";
import { storeChecks } from "./checks/stores.ts";
import { tokenChecks } from "./checks/tokens.ts";

export const checks: readonly Check[] = [
  ...serverHelloChecks,
  ...finishedChecks,
  ...tokenChecks,
  ...recordOrderChecks,
  ...addressLimitChecks,
  ...clientChecks,
  ...accountChecks,
  ...logInLimitChecks,
  ...sessionChecks,
  ...roomChecks,
  ...memberChecks,
  ...historyChecks,
  ...storeChecks,
  ...consoleChecks,
  ...slowReaderChecks,
  ...resumeChecks,
];
