/** Errors of the system, such as a full disk, in one sentence: what failed, why, and what to do. */
import { dirname } from "node:path";
import { systemReason } from "../shared/process/errors.ts";

/** What Node was doing (the error's `syscall`), as a person says it; all others are "use". */
const DEEDS: Readonly<Record<string, string>> = {
  access: "read",
  copyfile: "copy",
  lstat: "read",
  mkdir: "create",
  open: "open",
  read: "read",
  rename: "rename",
  rm: "remove",
  rmdir: "remove",
  scandir: "read",
  spawn: "start",
  stat: "read",
  unlink: "remove",
  write: "write",
};

const FREE_RESOURCES = "close some programs and run this again";
const CHECK_PERMISSIONS = "check its owner and its permissions";
const NEXT_STEPS: Readonly<Record<string, string>> = {
  EACCES: CHECK_PERMISSIONS,
  EAGAIN: FREE_RESOURCES,
  EDQUOT: "free some space on the disk and run this again",
  EMFILE: FREE_RESOURCES,
  ENFILE: FREE_RESOURCES,
  EFBIG: "raise the limit on the size of files (ulimit -f) and run this again",
  ENOENT: "check that it exists",
  ENOMEM: FREE_RESOURCES,
  ENOSPC: "free some space on the disk and run this again",
  EPERM: CHECK_PERMISSIONS,
  EROFS: "move the project to a folder that you can write to",
};

/** The sentence for an error of the system; undefined for any other error. */
export function systemSentence(error: Error): string | undefined {
  const { syscall, code, path, errno } = error as NodeJS.ErrnoException;
  if (syscall === undefined || code === undefined || !(Number(errno) < 0)) return undefined;
  const reason = systemReason(error);
  const [call = ""] = syscall.split(" ");
  if (call === "uv_cwd") return "Cannot find the current folder: it was removed; cd to another one";
  const isTemporary = call === "mkdtemp";
  // The new folder has a made-up name, and no owner yet: the one around it tells more.
  const isInFolder = isTemporary || (call === "mkdir" && code !== "EEXIST");
  // Of a write Node does not say which file it was.
  const object = path ?? (call === "write" ? "a file" : "what it needs");
  const next = isTemporary ? "set TMPDIR to a folder that you can write to" : NEXT_STEPS[code];
  const what = isInFolder
    ? `create a folder in ${dirname(object)}`
    : `${DEEDS[call] ?? "use"} ${object}`;
  return `Cannot ${what}: ${reason}; ${next ?? "check it and run this again"}`;
}
