/** All that the operator can do, beside `help` and `exit`, which every console has. */

import { logCommands } from "../../../shared/console/log-commands.ts";
import type { Command } from "../../../shared/console/operator-console.ts";
import type { Log, LogFile } from "../../../shared/logging/log.ts";
import { type FileCommandOptions, historyCommands, userCommands } from "./file-commands.ts";
import { roomCommands } from "./room-commands.ts";

export interface CommandOptions extends FileCommandOptions {
  log: LogFile;
}

export function chatCommands(options: CommandOptions): Command[] {
  const { room, accounts, log, print } = options;
  const noted = [
    ...roomCommands(room, accounts, print),
    ...userCommands(options),
    ...historyCommands(options),
  ].map((command) => withNote(command, log));
  return [...noted, ...logCommands(log, print)];
}

/** The log tells what the operator has done; not what stands behind the command, which may be a message. */
function withNote(command: Command, log: Log): Command {
  return {
    ...command,
    run: (argument) => {
      log.info("operator", { command: command.name });
      return command.run(argument);
    },
  };
}
