/** For tests: a disk that takes no more. */
import { spawnSync } from "node:child_process";
import { limitFileSize } from "./limit-file-size.ts";

/** Whether the machine can play it: with `prlimit`, which Linux has. */
export const canFillDisk = spawnSync("prlimit", ["--version"]).status === 0;

/**
 * Does the work while no file of this process can grow beyond so many bytes. What is written then comes to
 * an end in the middle, as on a full disk; only the error is another, EFBIG.
 */
export async function onFullDisk(bytes: number, work: () => Promise<void>): Promise<void> {
  limitFileSize(process.pid, bytes);
  try {
    await work();
  } finally {
    limitFileSize(process.pid, "unlimited");
  }
}
