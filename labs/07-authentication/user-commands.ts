/** What the person who runs the server can ask about users. */

import { parseRecord } from "../../shared/auth/password-record.ts";
import type { Command } from "../../shared/console/operator-console.ts";
import type { Accounts, User } from "./accounts.ts";

/** `show users`: who has an account, and in which form the password is kept; never the record itself. */
export function userCommands(accounts: Accounts, print: (line: string) => void): Command[] {
  return [
    {
      name: "show users",
      about: "shows who has an account, and how the password is kept",
      run: () => {
        const users = accounts.list();
        if (users.length === 0) print("nobody has an account");
        // The name comes last: nothing in it can pass for what the server says.
        for (const user of users) print(`${keptAs(user)}  ${user.name}`);
      },
    },
  ];
}

function keptAs({ password }: User): string {
  const record = parseRecord(password);
  return record === undefined ? "damaged" : `${record.kind} ln=${record.cost.ln}`;
}
