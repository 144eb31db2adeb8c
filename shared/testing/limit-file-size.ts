/** How large the files of a running process can grow: what a full disk is played with. */
import { spawnSync } from "node:child_process";

/**
 * From now on no file of the process can grow beyond so many bytes. Returns false where that is not
 * possible. The hard limit stays, or the soft one could not be raised again.
 */
export function limitFileSize(pid: number, bytes: number | "unlimited"): boolean {
  const { status } = spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
  return status === 0;
}
