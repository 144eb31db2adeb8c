/** Likely causes that checks of lab 06 name in several files. */
import { join } from "node:path";
import type { RunningServer } from "../../../core/check-context.ts";
import { quote } from "../../../report/shown.ts";

export const NO_ANSWER =
  "Nobody has answered: nothing may be stored. The end of the stream is no answer, and `exit` is none.";

export const NOT_YET_ON_DISK =
  'The server said "nice to meet you" before the name was in the file. First write, and wait until that is done; then greet.';

export const ODD_NAME =
  "People have such names. What stands in a name means nothing to the server: it is neither a separator, nor a key, nor code.";

/** Nothing has been said: then it is no question of words. */
export function causeOfOtherWords(received: Buffer): string | undefined {
  if (received.length === 0) return undefined;
  return `The server says ${quote(received.toString().trimEnd())}. It must say just the words of the page: other programs wait for them.`;
}

export function namesFile({ program }: RunningServer): string {
  return join(program.data, "names.csv");
}
