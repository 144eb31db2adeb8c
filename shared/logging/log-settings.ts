/** The settings of a server's log, the same in every lab that has one. */
import { join } from "node:path";
import type { Settings } from "../config/program-options.ts";
import { invalid, type Result, valid } from "../config/result.ts";
import { LogFile } from "./log.ts";

export const logSettings = {
  maxLogBytes: {
    about: "when a log is this large, in bytes, a new one begins",
    parse: parseByteCount,
    fallback: "10000000",
  },
} satisfies Settings;

/**
 * Opens a server's log, `server.log` in its data folder.
 *
 * @throws ProgramError when it cannot be written
 */
export function openServerLog(options: {
  data: string;
  maxLogBytes: number;
  maxOldLogs?: number;
}): Promise<LogFile> {
  const { data, maxLogBytes, maxOldLogs } = options;
  const limits = { maxBytes: maxLogBytes, ...(maxOldLogs !== undefined && { maxOldLogs }) };
  return LogFile.open(join(data, "server.log"), limits);
}

function parseByteCount(text: string): Result<number> {
  const bytes = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return bytes >= 1 ? valid(bytes) : invalid("a size is a whole number of bytes, 1 or more");
}
