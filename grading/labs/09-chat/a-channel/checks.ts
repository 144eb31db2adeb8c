/** What is asked of part 09a: a sealed channel, and lab 08's conversation in it. The rules stand in its README. */
import { finishedChecks } from "../checks/finished.ts";
import { checksOfPart, takenFrom } from "../checks/for-part.ts";
import { recordOrderChecks } from "../checks/record-order.ts";
import { serverHelloChecks } from "../checks/server-hello.ts";
import {
  CLIENT_FINISHED,
  CLIENT_SIGNATURE,
  FLIPPED,
  HANDSHAKE,
  NEXT_NUMBER,
  SERVER_FINISHED,
  SIGNED,
} from "../checks/titles.ts";
import { tokenChecks } from "../checks/tokens.ts";
import { conversationChecks } from "./checks/conversation.ts";
import { keyChecks } from "./checks/keys.ts";
import { knowServerChecks } from "./checks/know-server.ts";

const taken = takenFrom([
  ...serverHelloChecks,
  ...finishedChecks,
  ...tokenChecks,
  ...recordOrderChecks,
]);

export const checks = checksOfPart([
  ...taken("09a.1", SIGNED),
  ...keyChecks,
  ...taken("09a.3", SERVER_FINISHED, "every token has an IV of its own"),
  ...taken(
    "09a.4",
    HANDSHAKE,
    FLIPPED,
    "a flipped bit of the HMAC is noticed, whichever byte it is in",
    "a token that is altered in one of six ways is refused",
    "a body that is too short for a token is refused like any other",
    "a token of another version is refused, although its HMAC is right",
    "the shortest token is opened, whatever time is in it",
  ),
  ...taken(
    "09a.5",
    NEXT_NUMBER,
    "a record that comes twice is refused",
    "records in another order are refused",
  ),
  ...conversationChecks,
  ...taken("09a.6", CLIENT_FINISHED, CLIENT_SIGNATURE),
  ...knowServerChecks,
]);
