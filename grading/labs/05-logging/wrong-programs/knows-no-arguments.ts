/**
 * A program that knows no arguments.
 *
 * @file shared/console/find-command.ts
 * @caughtBy a command may stand among blanks, with a number
 * @says is its argument, wrong
 */

export function findCommand<Command extends Named>(
  line: string,
  commands: readonly Command[],
): { command: Command; argument: string } | undefined {
  const typed = line.trim().replace(/\s+/g, " ");
  for (const command of commands.toSorted((one, other) => other.name.length - one.name.length)) {
    if (typed === command.name) return { command, argument: "" };
    if (command.use === undefined || !typed.startsWith(`${command.name} `)) continue;
    return undefined;
  }
  return undefined;
}
