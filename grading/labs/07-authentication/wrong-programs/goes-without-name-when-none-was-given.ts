/**
 * A program that goes without a name when none was given.
 *
 * @file credentials.ts
 * @caughtBy what is missing is said
 * @says nobody is there to be asked
 */

function complete({ name, password }: Given): { name: string; password: string } {
  if (password === "") throw missing("password", "LAB_PASSWORD");
  return { name, password };
}
