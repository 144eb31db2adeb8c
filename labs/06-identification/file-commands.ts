/** What the person who runs the server can do with the file of names. */

import type { Command } from "../../shared/console/operator-console.ts";
import type { Log } from "../../shared/logging/log.ts";
import type { NameBook } from "./name-book.ts";

/** `show file` and `clear file`. What was cleared, and that it was, is told in the log. */
export function fileCommands(book: NameBook, log: Log, print: (line: string) => void): Command[] {
  return [
    {
      name: "show file",
      about: "shows who is known, as it stands in names.csv",
      run: () => {
        for (const line of book.lines()) print(line);
      },
    },
    {
      name: "clear file",
      about: "forgets everybody; a line in the log says so",
      confirm: "Forget everybody?",
      run: async () => {
        const names = await book.forgetAll();
        log.warn("file-cleared", { file: "names.csv", names });
        print(`forgot ${names} ${names === 1 ? "name" : "names"}`);
      },
    },
  ];
}
