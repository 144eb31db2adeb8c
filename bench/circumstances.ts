/** Where and how a run of a bench was made: without it a figure says nothing. */
import { cpus, loadavg } from "node:os";
import type { Options } from "./options.ts";

/** One sentence for the page of results. */
export function circumstances({ seconds, rounds }: Pick<Options, "seconds" | "rounds">): string {
  const [processor] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const processors = `${cpus().length} processors (${processor?.model ?? "unknown"})`;
  const measured = rounds === 1 ? "one round" : `medians of ${rounds} rounds`;
  return `Node ${process.versions.node}, ${date}, ${processors}; ${measured}, ${seconds} s under each load.`;
}

/** A sentence when other work makes all figures unsteady. */
export function otherWork(): string | undefined {
  const [busy = 0] = loadavg();
  if (busy < cpus().length / 2) return undefined;
  return `Other programs kept the machine busy (load average ${busy.toFixed(1)} at the start): take ratios with care, figures as too low.`;
}
