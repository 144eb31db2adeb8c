/**
 * A program that shows what was given as it is, in callbacks.
 *
 * @file settings.ts
 * @base callbacks
 * @caughtBy an error is one line, whatever was given
 * @says stands in the error as it is
 */

export function settle(wishes: Wish[], person: Person, done: (values: string[]) => void): void {
  const options = Object.fromEntries(
    wishes.map(({ name }) => [name.replaceAll(" ", "-"), { type: "string" as const }]),
  );
  let flags: Record<string, string | boolean | undefined> = {};
  try {
    flags = parseArgs({ options: { ...options, data: { type: "string" } } }).values;
  } catch (error) {
    die(`Cannot read the flags: ${(error as Error).message.split("\n")[0]}`);
  }
  const values: string[] = [];
  const next = () => {
    const wish = wishes[values.length];
    if (wish === undefined) return done(values);
    const key = wish.name.replaceAll(" ", "-");
    const variable = process.env[`LAB_${key.replaceAll("-", "_").toUpperCase()}`];
    const given = flags[key] ?? (variable === "" ? undefined : variable);
    const take = (text: string) => {
      const reason = wish.check(text);
      const quoted = wish.hidden === true ? "that" : `"${text}"`;
      if (reason !== undefined) die(`Cannot use ${quoted} as ${wish.name}: ${reason}`);
      values.push(text);
      next();
    };
    if (typeof given === "string") take(given);
    else if (wish.asked === true && person.isHere) person.ask(wish, take);
    else take(wish.usual);
  };
  next();
}
