/** A disk that takes no more, for one program: none of its files can grow beyond so many bytes. */
import { limitFileSize } from "../../shared/testing/limit-file-size.ts";
import type { CheckContext } from "./check-context.ts";
import { NotJudged } from "./failure.ts";
import type { Program } from "./program.ts";

/**
 * From now on every write of the program beyond this length of a file fails: with EFBIG, where a full
 * disk says ENOSPC.
 *
 * @throws NotJudged where the machine has no `prlimit`
 */
export function fillDisk(context: CheckContext, { pid, voice }: Program, bytes: number): void {
  if (!limitFileSize(pid, bytes)) {
    throw new NotJudged("it needs `prlimit` of util-linux, which is not here");
  }
  context.eventLog.tell(
    "grader",
    `filled the disk: the ${voice}'s files cannot grow beyond ${bytes} bytes`,
  );
}
