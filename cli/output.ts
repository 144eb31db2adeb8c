/**
 * What a command prints can be refused: by a full disk (`> file`), or by a reader that has left
 * (`| head`). The second is nobody's mistake and ends the command quietly.
 */

import { errorCode } from "../shared/process/errors.ts";
import { explainOutputError } from "../shared/process/program.ts";

let status = 0;
let end = () => process.exit();

/** Ends the command at the first error of standard output or standard error. */
export function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      const isNew = status === 0;
      if (errorCode(error) !== "EPIPE") status = 2;
      if (isNew && status !== 0 && stream === process.stdout) {
        console.error(explainOutputError(error));
      }
      end();
    });
  }
}

/** Calls this when the output fails, instead of ending at once: somebody has to stop programs first. */
export function onOutputError(callback: () => void): void {
  end = callback as () => never;
}

/** The exit status that the output asks for: 2 when it could not be written, else 0. */
export function statusOfOutput(): number {
  return status;
}
