/**
 * A program that takes a command with something behind it for the command.
 *
 * @file shared/console/find-command.ts
 * @caughtBy what is no command is told, with the nearest
 * @says What takes no argument has none
 */

export function findCommand<Command extends Named>(
  line: string,
  commands: readonly Command[],
): { command: Command; argument: string } | undefined {
  const typed = line.trim().replace(/\s+/g, " ");
  for (const command of commands.toSorted((one, other) => other.name.length - one.name.length)) {
    if (typed === command.name) return { command, argument: "" };
    if (!typed.startsWith(`${command.name} `)) continue;
    return { command, argument: typed.slice(command.name.length + 1) };
  }
  return undefined;
}
