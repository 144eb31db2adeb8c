/** Small words of the console. */

/** @throws Error that shows the use when nothing stands behind the command */
export function needed(argument: string, use: string): string {
  if (argument === "") throw new Error(`usage: ${use}`);
  return argument;
}

/** `1 message`, `2 messages`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
