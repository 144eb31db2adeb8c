/** Files that a command writes where a flag says, such as `--json FILE`. */
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { errorCode, systemReason } from "../shared/process/errors.ts";
import { Refusal } from "./refusal.ts";
import { writeWhole } from "./write-whole.ts";

/** A file with the flag that names it, such as "--json". */
export interface OutputFile {
  path: string;
  flag: string;
}

/**
 * Looks whether the file can be written, before there is anything to write: better now than after a
 * minute of work. A file that is there stays as it is.
 *
 * @throws Refusal
 */
export function requireWritable(file: OutputFile): void {
  const isNew = !existsSync(file.path);
  orRefuse(file, () => closeSync(openSync(file.path, "a")));
  if (isNew) rmSync(file.path);
}

/** Writes the whole file or, with an error, nothing. @throws Refusal */
export function writeOutput(file: OutputFile, text: string): void {
  orRefuse(file, () => writeWhole(file.path, text));
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  ENOENT: "there is no such folder",
  ENOTDIR: "a part of its path is not a folder",
};

function orRefuse({ path, flag }: OutputFile, work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = REASONS[errorCode(error) ?? ""] ?? systemReason(error);
    throw new Refusal(`Cannot write ${path}: ${reason}; choose another file with ${flag}`);
  }
}
