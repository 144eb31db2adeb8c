/** The flags that every bench takes. */
import { parseArgs } from "node:util";

export interface Options {
  /** How long each is measured under each load in a round. */
  seconds: number;
  /** How often everything is measured; medians are shown. */
  rounds: number;
  /** Measure only these and their limits, and leave the result files as they are. */
  only: string[];
  /** Rooms of these sizes in place of the usual ones; only the chat bench has rooms. */
  members: number[];
  help: boolean;
}

export const USE = `Use: npm run bench -- [echo | framing | chat] [--seconds N] [--rounds N] [--only NAME]...

  --seconds N   how long each is measured under each load in a round
  --rounds N    how often everything is measured; medians are shown
  --only NAME   only this one and its limit; the page of results stays as it is
  --members N   chat: only rooms of this size; the page of results stays as it is`;

/** How long a bench takes when nobody says otherwise. */
const DEFAULTS: Pick<Options, "seconds" | "rounds"> = { seconds: 1, rounds: 5 };

/** The flags of this process; ends it after the help, or with a sentence and status 2 after a wrong one. */
export function optionsOrExit(names: readonly string[], defaults = DEFAULTS): Options {
  try {
    const options = readOptions(process.argv.slice(2), names, defaults);
    if (!options.help) return options;
    console.log(USE);
    return process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(2);
  }
}

/** Reads the flags; throws a sentence on a wrong one. */
export function readOptions(
  args: string[],
  names: readonly string[],
  defaults = DEFAULTS,
): Options {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: String(defaults.seconds) },
      rounds: { type: "string", default: String(defaults.rounds) },
      only: { type: "string", multiple: true, default: [] },
      members: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  for (const name of values.only) {
    if (!names.includes(name)) {
      throw new Error(
        `Cannot measure "${name}": nothing is called so; there are ${names.join(", ")}`,
      );
    }
  }
  return {
    seconds: positive("seconds", values.seconds),
    rounds: Math.ceil(positive("rounds", values.rounds)),
    only: values.only,
    members: values.members.map((value) => Math.ceil(positive("members", value))),
    help: values.help,
  };
}

function positive(flag: string, value: string): number {
  const number = Number(value);
  if (number > 0 && number <= 1000) return number;
  throw new Error(`Cannot take --${flag} ${value}: not a number above 0 and up to 1000`);
}
