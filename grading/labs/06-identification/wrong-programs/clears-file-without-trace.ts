/**
 * A program that clears the file without a trace.
 *
 * @file file-commands.ts
 * @caughtBy show file and clear file
 * @says Without a trace nobody can tell
 */

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
        log satisfies unknown;
        print(`forgot ${names} ${names === 1 ? "name" : "names"}`);
      },
    },
  ];
}
