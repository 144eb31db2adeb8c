/** What is asked of lab 09: a chat for many, sealed, in one order, with nothing lost. The rules stand in its README. */
import { checksOf } from "../harness/check.ts";
import { accountChecks } from "./09-chat/accounts.ts";
import { addressLimitChecks } from "./09-chat/address-limits.ts";
import { clientChecks } from "./09-chat/client.ts";
import { consoleChecks } from "./09-chat/console.ts";
import { finishedChecks } from "./09-chat/finished.ts";
import { historyChecks } from "./09-chat/history.ts";
import { recordOrderChecks } from "./09-chat/record-order.ts";
import { resumeChecks } from "./09-chat/resume.ts";
import { roomChecks } from "./09-chat/room.ts";
import { serverHelloChecks } from "./09-chat/server-hello.ts";
import { slowReaderChecks } from "./09-chat/slow-readers.ts";
import { storeChecks } from "./09-chat/stores.ts";
import { tokenChecks } from "./09-chat/tokens.ts";

const check = checksOf("09-chat");

serverHelloChecks(check);
finishedChecks(check);
tokenChecks(check);
recordOrderChecks(check);
addressLimitChecks(check);
clientChecks(check);
accountChecks(check);
roomChecks(check);
historyChecks(check);
storeChecks(check);
consoleChecks(check);
slowReaderChecks(check);
resumeChecks(check);
