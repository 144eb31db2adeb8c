/** What the operator can do with users and with what was said. */
import type { Command } from "../../../shared/console/operator-console.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { UserStore } from "../accounts/user-store.ts";
import type { History } from "../room/history.ts";
import type { Room } from "../room/room.ts";
import { counted, needed } from "./words.ts";

/** Whose searches those of the console are: no member is called so. */
const OPERATOR = "*";

/** How many messages a search shows. */
const MOST_FOUND = 100;

export interface FileCommandOptions {
  room: Room;
  accounts: Accounts;
  history: History;
  /** Opens a store of users by the name of its file. */
  openUsers(name: string): Promise<UserStore>;
  print(line: string): void;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** `database NAME.db` and `clear file`: the users. */
export function userCommands({ room, accounts, openUsers, print }: FileCommandOptions): Command[] {
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
export function historyCommands({ history, print, stopping }: FileCommandOptions): Command[] {
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
      about: `shows the last ${MOST_FOUND} messages that contain the text`,
      run: async (argument) => {
        const text = needed(argument, "search TEXT");
        const found = await history.search(text, Number.POSITIVE_INFINITY, MOST_FOUND, {
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
