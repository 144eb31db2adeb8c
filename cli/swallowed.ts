/**
 * Flags that npm took for its own because they stood before `--`. What it makes of them:
 *
 *     npm run lab 01 --port=9091   ─▶  lab 01        and npm_config_port=9091
 *     npm run lab 01 --solution    ─▶  lab 01        and npm_config_solution=true
 *     npm run lab 01 --port 9091   ─▶  lab 01 9091   and npm_config_port=true
 *
 * The first two are taken all the same. In the third the value has become a word among others:
 * there the answer is the right form. A flag that npm itself knows with a value (`--only`) leaves no
 * trace at all; of those npm warns.
 */
import type { FlagKinds } from "./arguments.ts";
import { Refusal } from "./refusal.ts";

/** For the right form: the command without its flags, and the words in it that fit nowhere. */
export interface Written {
  command: string;
  leftOver: readonly string[];
}

/**
 * The flags that npm swallowed, as they should have stood behind `--`.
 *
 * @param names the flags to look for, and what follows each
 * @throws Refusal with the right form when a value is lost among the words
 */
export function swallowedFlags(
  environment: Readonly<Record<string, string | undefined>>,
  names: FlagKinds,
  { command, leftOver }: Written,
): string[] {
  const taken: string[] = [];
  const lost: string[] = [];
  for (const [name, kind] of Object.entries(names)) {
    const value = environment[`npm_config_${name.replaceAll("-", "_")}`];
    // npm leaves a flag empty that was denied, as in --no-solution or --solution=false.
    if (value === undefined || (value === "" && kind === "boolean")) continue;
    if (kind === "boolean") taken.push(`--${name}`);
    // A flag given twice holds both values, one a line.
    else if (["", "true"].includes(value) || value.includes("\n")) lost.push(`--${name}`);
    else taken.push(`--${name}`, value);
  }
  if (lost.length === 0) return taken;
  const value = (lost.length === 1 ? leftOver[0] : undefined) ?? "VALUE";
  const flags = [...taken, ...lost.map((flag) => `${flag} ${value}`)].join(" ");
  throw new Refusal(
    `Cannot read ${lost.join(" and ")}: npm takes flags before -- for its own; write ${command} -- ${flags}`,
  );
}
