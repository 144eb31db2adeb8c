/** What the operator can do with the members: see them, speak to them, send one away, let nobody new in. */
import type { Command } from "../../../shared/console/operator-console.ts";
import type { Log } from "../../../shared/logging/log.ts";
import type { Accounts } from "../b-accounts/accounts.ts";
import { parseText } from "../protocol/schema.ts";
import type { Room } from "./room.ts";

export interface RoomCommandOptions {
  room: Room;
  accounts: Accounts;
  log: Log;
  print(line: string): void;
}

/** `who`, `kick NAME`, `say TEXT`, `stop` and `start`. */
export function roomCommands(options: RoomCommandOptions): Command[] {
  const { room, log, print } = options;
  const commands = [
    {
      name: "who",
      about: "shows who is in the room, and with how many connections",
      run: () => {
        for (const line of whoLines(room)) print(line);
      },
    },
    {
      name: "kick",
      use: "kick NAME",
      about: "removes a user from the room; they can log in again",
      run: (argument: string) => print(kick(needed(argument, "kick NAME"), options)),
    },
    {
      name: "say",
      use: "say TEXT",
      about: "tells everybody in the room",
      run: (argument: string) => {
        const text = parseText(needed(argument, "say TEXT"));
        if (!text.ok) throw new Error(text.reason);
        room.notify(text.value);
      },
    },
    {
      name: "stop",
      about: "refuses new log-ins; members stay",
      run: () => {
        print(
          room.stop()
            ? "stopped: new log-ins are refused until you type start"
            : "already stopped: type start to accept log-ins again",
        );
      },
    },
    {
      name: "start",
      about: "accepts log-ins again after stop",
      run: () => {
        print(room.start() ? "started" : "already started: log-ins are accepted");
      },
    },
  ];
  return commands.map((command) => noted(command, log));
}

/** Ends the sessions and the connections of a user. Returns what the operator is shown. */
function kick(name: string, { room, accounts }: RoomCommandOptions): string {
  const shown = accounts.revoke(name);
  const closing = { reason: "the operator has disconnected you", again: false };
  const connections = room.sendAway("kicked", closing, room.connectionsOf(shown));
  return connections === 0
    ? `${name} is not here`
    : `disconnected ${name}: ${counted(connections, "connection")}`;
}

/** The same command, noted in the log, but without its argument, which may be a message. */
export function noted(command: Command, log: Log): Command {
  return {
    ...command,
    run: (argument) => {
      log.info("operator", { command: command.name });
      return command.run(argument);
    },
  };
}

/** @throws Error that shows the use when nothing stands behind the command */
export function needed(argument: string, use: string): string {
  if (argument === "") throw new Error(`usage: ${use}`);
  return argument;
}

/** `1 message`, `2 messages`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

function whoLines(room: Room): string[] {
  const users = room.who();
  if (users.length === 0) return ["nobody is here"];
  return users.map(({ name, connections }) =>
    connections === 1 ? name : `${name}  (${connections} connections)`,
  );
}
