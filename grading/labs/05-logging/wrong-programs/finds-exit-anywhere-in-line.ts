/**
 * A program that finds exit anywhere in a line.
 *
 * @file shared/console/find-command.ts
 * @caughtBy what is no command is told, with the nearest
 * @says should have printed "help …"
 */

export function findCommand<Command extends Named>(
  line: string,
  commands: readonly Command[],
): { command: Command; argument: string } | undefined {
  const typed = line.trim().replace(/\s+/g, " ");
  for (const command of commands.toSorted((one, other) => other.name.length - one.name.length)) {
    if (typed.includes(command.name)) return { command, argument: "" };
    if (command.use === undefined || !typed.startsWith(`${command.name} `)) continue;
    return { command, argument: typed.slice(command.name.length + 1) };
  }
  return undefined;
}
