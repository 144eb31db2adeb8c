/** The flags of `npm run bench`. */
import { parseArgs } from "node:util";

export interface Options {
  /** How long each server is under each load in a round; cut into slices, taken in turns. */
  seconds: number;
  /** How often everything is measured; medians are shown. */
  rounds: number;
  /** Measure only these servers and their limits, and leave the result files as they are. */
  only: string[];
  help: boolean;
}

export const USE = `Use: npm run bench -- [--seconds 1] [--rounds 5] [--only NAME]...

  --seconds N   how long each server is under each load in a round
  --rounds N    how often everything is measured; medians are shown
  --only NAME   only this server and its limit; bench/echo/RESULTS.md stays as it is`;

/** Reads the flags; throws a sentence on a wrong one. */
export function readOptions(args: string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: "1" },
      rounds: { type: "string", default: "5" },
      only: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  for (const name of values.only) {
    if (!names.includes(name)) {
      throw new Error(`Cannot measure "${name}": no such server; there are ${names.join(", ")}`);
    }
  }
  return {
    seconds: positive("seconds", values.seconds),
    rounds: Math.ceil(positive("rounds", values.rounds)),
    only: values.only,
    help: values.help,
  };
}

function positive(flag: string, value: string): number {
  const number = Number(value);
  if (number > 0 && number <= 1000) return number;
  throw new Error(`Cannot take --${flag} ${value}: not a number above 0 and up to 1000`);
}
