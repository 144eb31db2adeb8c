/** Likely causes that checks of lab 03 name in several files. */
import type { LikelyCause } from "../../../core/failure.ts";
import type { Seen } from "../../../core/peer.ts";

export const GOES_ON =
  "A server goes on listening: when one client has left, the next one is served.";

export const ONLY_EMITS: LikelyCause = {
  general:
    "A timeout of a read closes nothing by itself. Catch it, say good-bye and close your side.",
  node: 'A timeout closes nothing by itself: `socket.setTimeout` only emits "timeout". Say good-bye and end your side.',
};

export const STAYS = "The good-bye was said, but the connection stays open: end your side (FIN).";

export const PIECES =
  "TCP is a stream: a line may come in pieces, and the end of a chunk is not the end of a line. Collect bytes until the line end has come.";

export const EOF_UNNOTICED: LikelyCause = {
  general:
    "A client that closes its side sends a FIN: the read then returns nothing. Nobody notices it here: the connection goes on without a client.",
  node: 'A client that ends its side says so by FIN, in Node the event "end" or the end of `for await`. Nobody notices it here: the connection goes on without a client.',
};

export const OTHER_ENDING =
  "The client has ended its side (FIN), and the server takes that for another ending. A connection that ends so gets no good-bye, and its REASON is `end of stream`.";

export const CLOSED_UNREAD =
  "Who closes a socket while bytes come in resets the connection, and the reset may overtake the good-bye. End your side, then read and throw away what still comes.";

export const CUT_BY_STOP =
  "The stop cut off an answer that was under way. Stop accepting, let each connection finish its answer, and only then end.";

/** The client has ended its side, and the server has said something more, or nothing. */
export function causeOfNoEnd({ received }: Seen): LikelyCause {
  return received.length > 0 ? OTHER_ENDING : EOF_UNNOTICED;
}

/** An answer came that should have taken ten seconds. */
export function notWaiting({ received }: Seen): string {
  return received.toString().startsWith("wait 1")
    ? "`wait 10000` came back as text. It is a command: at most 10000 means 10000 as well."
    : CUT_BY_STOP;
}
