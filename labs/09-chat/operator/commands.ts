/**
 * The operator's side of the server: where others reach it, which the server prints at its start, and all
 * that can be done at its console, beside `help` and `exit`, which every console has.
 */
import { networkInterfaces } from "node:os";
import { logCommands } from "../../../shared/console/log-commands.ts";
import type { Command } from "../../../shared/console/operator-console.ts";
import type { LogFile } from "../../../shared/logging/log.ts";
import type { Accounts } from "../b-accounts/accounts.ts";
import type { Room } from "../c-room/room.ts";
import { counted, needed, noted, roomCommands } from "../c-room/room-commands.ts";
import type { MessageList } from "../history/message-list.ts";
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
  openStore(name: string): Promise<UserStore>;
  print(line: string): void;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

export function chatCommands(options: CommandOptions): Command[] {
  const { log, print } = options;
  const kept = [...userCommands(options), ...historyCommands(options)];
  return [
    ...roomCommands(options),
    ...kept.map((command) => noted(command, log)),
    ...logCommands(log, print),
  ];
}

/** The IPv4 addresses at which other machines reach a server that listens on this host's address. */
export function localAddresses(host: string, interfaces = networkInterfaces()): string[] {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const addresses = Object.values(interfaces).flatMap((network) => network ?? []);
  return addresses
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .flatMap(({ address }) => (isEverywhere || address === host ? address : []));
}

/** `database NAME.db` and `clear file`: the users. */
function userCommands({ room, accounts, openStore, print }: CommandOptions): Command[] {
  return [
    {
      name: "database",
      use: "database [NAME.db]",
      about: "uses that user database (or clients.csv); everybody must log in again",
      run: async (argument) => {
        if (argument !== "" && argument !== accounts.users.name) {
          const switched = accounts.use(await openStore(argument));
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
