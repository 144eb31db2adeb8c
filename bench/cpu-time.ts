/** Processor time of another process, as Linux tells it in /proc (see proc(5)). */
import { readFileSync } from "node:fs";

/** Linux counts these times in hundredths of a second on every platform that Node supports. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that all threads of a process have used; NaN where /proc is missing. */
export function cpuSeconds(process: number): number {
  try {
    return parseCpuSeconds(readFileSync(`/proc/${process}/stat`, "latin1"));
  } catch {
    return Number.NaN;
  }
}

/** Reads `utime` and `stime`, the 14th and 15th field; the 2nd, a name in brackets, may hold spaces. */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
