/** The client's side of the door: says the access word when the server asks for it. */
import type { Socket } from "node:net";
import type { Ask } from "../../shared/config/program-options.ts";
import { send } from "../../shared/net/send.ts";
import { ProgramError } from "../../shared/process/errors.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { accessWordSetting, WELCOME, WORD_WANTED, WORD_WRONG } from "./access-word.ts";

/** What the server says, line by line. */
type Lines = AsyncIterator<string, void>;

/**
 * The next word to try; undefined when there is none left.
 *
 * @param gone aborts when the server does not wait for it any more
 */
export type NextWord = (gone: AbortSignal) => Promise<string | undefined>;

const LEFT = "Cannot enter: the server ended the connection; try again later";
const NO_WORD =
  "Cannot enter: the server asks for an access word; give it in LAB_ACCESS_WORD, or start the client at a terminal";
const REFUSED =
  "Cannot enter: the server refused the access word; ask whoever runs the server for the right one";

/** First the word that was given beforehand, if any; then what a person types, if one is there. */
export function wordsFrom(given: string, ask: Ask | undefined): NextWord {
  let isFresh = given !== "";
  return async (gone) => {
    if (!isFresh) return await ask?.("access word", accessWordSetting, gone);
    isFresh = false;
    return given;
  };
}

/**
 * Says the access word as often as the server asks for it and there is one to say. Returns once the
 * server has said `welcome`.
 *
 * @throws ProgramError when the server does not let the client in, or there is no word left to say
 */
export async function enter(socket: Socket, lines: Lines, nextWord: NextWord): Promise<void> {
  let wasWrong = false;
  let coming = lines.next();
  for (;;) {
    const { value: line } = await coming;
    switch (line) {
      case WELCOME:
        return;
      case WORD_WANTED:
        // A person may take long to answer: whether the server is still there is heard meanwhile.
        coming = lines.next();
        await sayWord(socket, coming, nextWord, wasWrong ? REFUSED : NO_WORD);
        break;
      case WORD_WRONG:
        wasWrong = true;
        printStatus(`the server says: ${line}`);
        coming = lines.next();
        break;
      case undefined:
        throw new ProgramError(wasWrong ? REFUSED : LEFT);
      default:
        throw new ProgramError(
          `Cannot enter: the server said ${JSON.stringify(line)}, which is no greeting; check the port`,
        );
    }
  }
}

/** Sends the next word, unless the server speaks or leaves before there is one. */
async function sayWord(
  socket: Socket,
  coming: Promise<unknown>,
  nextWord: NextWord,
  noWord: string,
): Promise<void> {
  const gone = new AbortController();
  const stopAsking = () => gone.abort();
  coming.then(stopAsking, stopAsking);
  try {
    const word = await nextWord(gone.signal);
    if (word === undefined) throw new ProgramError(noWord);
    await send(socket, `${word}\n`);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
