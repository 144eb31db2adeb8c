/**
 * A program that takes two blanks for another word.
 *
 * @file shared/console/find-command.ts
 * @caughtBy a command may stand among blanks, with a number
 * @says Blanks around the words
 */

export function findCommand<Command extends Named>(
  line: string,
  commands: readonly Command[],
): { command: Command; argument: string } | undefined {
  const typed = line.trim();
  for (const command of commands.toSorted((one, other) => other.name.length - one.name.length)) {
    if (typed === command.name) return { command, argument: "" };
    if (command.use === undefined || !typed.startsWith(`${command.name} `)) continue;
    return { command, argument: typed.slice(command.name.length + 1) };
  }
  return undefined;
}
