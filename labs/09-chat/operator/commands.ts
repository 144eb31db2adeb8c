/**
 * The operator's side of the server: where others reach it, which the server prints at its start, and all
 * that can be done at its console, beside `help` and `exit`, which every console has.
 */
import { networkInterfaces } from "node:os";
import { logCommands } from "../../../shared/console/log-commands.ts";
import type { Command } from "../../../shared/console/operator-console.ts";
import type { Log, LogFile } from "../../../shared/logging/log.ts";
import type { Accounts } from "../b-accounts/accounts.ts";
import type { Room } from "../c-room/room.ts";
import type { MessageList } from "../history/message-list.ts";
import { parseText } from "../protocol/parse-text.ts";
import type { UserStore } from "../users/user-store.ts";

/** Whose searches those of the console are: no member is called so. */
const OPERATOR = "*";

/** How many messages a search shows. */
const MAX_FOUND = 100;

/** What the operator can do with what was said. */
export interface OperatedHistory {
  search: MessageList["search"];
  /**
   * Copies all that was said into a new file of the data folder.
   *
   * @throws ProgramError when the name is none, is taken, or the disk does not take it
   */
  export(name: string): Promise<void>;
  /** How many messages are kept. */
  readonly size: number;
  /** Forgets all that was said. Returns how many messages there were. */
  clear(): Promise<number>;
}

export interface CommandOptions {
  room: Room;
  accounts: Accounts;
  history: OperatedHistory;
  log: LogFile;
  /** Opens a store of users by the name of its file. */
  openUsers(name: string): Promise<UserStore>;
  print(line: string): void;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

export function chatCommands(options: CommandOptions): Command[] {
  const { log, print } = options;
  const noted = [
    ...roomCommands(options),
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

/** The IPv4 addresses at which other machines reach a server that listens on this host's address. */
export function localAddresses(host: string, interfaces = networkInterfaces()): string[] {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const addresses = Object.values(interfaces).flatMap((network) => network ?? []);
  return addresses
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .flatMap(({ address }) => (isEverywhere || address === host ? address : []));
}

/** `who`, `kick NAME`, `say TEXT`, `stop` and `start`. */
function roomCommands({ room, accounts, print }: CommandOptions): Command[] {
  return [
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
      run: (argument) => {
        const name = needed(argument, "kick NAME");
        const shown = accounts.revoke(name);
        const closing = { reason: "the operator has disconnected you", again: false };
        const connections = room.sendAway("kicked", closing, room.connectionsOf(shown));
        print(
          connections === 0
            ? `${name} is not here`
            : `disconnected ${name}: ${counted(connections, "connection")}`,
        );
      },
    },
    {
      name: "say",
      use: "say TEXT",
      about: "tells everybody in the room",
      run: (argument) => {
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
}

function whoLines(room: Room): string[] {
  const users = room.who();
  if (users.length === 0) return ["nobody is here"];
  return users.map(({ name, connections }) =>
    connections === 1 ? name : `${name}  (${connections} connections)`,
  );
}

/** `database NAME.db` and `clear file`: the users. */
function userCommands({ room, accounts, openUsers, print }: CommandOptions): Command[] {
  return [
    {
      name: "database",
      use: "database [NAME.db]",
      about: "uses that user database (or clients.csv); everybody must log in again",
      run: async (argument) => {
        if (argument !== "" && argument !== accounts.users.name) {
          const switched = accounts.use(await openUsers(argument));
          // At once: while the old users are put away, a stranger could come in under one of their names.
          sendAllAway(
            "the operator has switched to another user database; log in again, or register there",
          );
          await switched;
        }
        const { name, size } = accounts.users;
        print(`users are in ${name}: ${counted(size, "user")}`);
      },
    },
    {
      name: "clear file",
      about: "deletes all users and disconnects everybody; noted in the log",
      confirm: "Forget all users?",
      run: async () => {
        const users = await accounts.clear();
        sendAllAway("the operator has deleted all accounts; register again");
        print(`forgot ${counted(users, "user")}`);
      },
    },
  ];

  /** Under the name of somebody who is here, a stranger could come in now, and get what is meant for her. */
  function sendAllAway(reason: string): void {
    room.sendAway("users-changed", { reason, again: false });
  }
}

/** `clear history`, `search TEXT` and `export FILE`: what was said. */
function historyCommands({ history, print, stopping }: CommandOptions): Command[] {
  return [
    {
      name: "clear history",
      about: "deletes all messages; noted in the file",
      confirm: "Forget all that was said?",
      run: async () => {
        print(`forgot ${counted(await history.clear(), "message")}`);
      },
    },
    {
      name: "search",
      use: "search TEXT",
      about: `shows the last ${MAX_FOUND} messages that contain the text`,
      run: async (argument) => {
        const text = needed(argument, "search TEXT");
        const found = await history.search(text, Number.POSITIVE_INFINITY, MAX_FOUND, {
          owner: OPERATOR,
          signal: stopping,
        });
        for (const { number, time, from, text } of found.messages) {
          print(`${number} ${time} ${from}: ${text}`);
        }
        print(
          `found ${counted(found.messages.length, "message")}${found.more ? ", and there are more" : ""}`,
        );
      },
    },
    {
      name: "export",
      use: "export FILE.csv",
      about: "copies all messages into a new file in the data folder",
      run: async (argument) => {
        const file = needed(argument, "export FILE.csv");
        await history.export(file);
        print(`exported ${counted(history.size, "message")} to ${file}`);
      },
    },
  ];
}

/** @throws Error that shows the use when nothing stands behind the command */
function needed(argument: string, use: string): string {
  if (argument === "") throw new Error(`usage: ${use}`);
  return argument;
}

/** `1 message`, `2 messages`. */
function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
