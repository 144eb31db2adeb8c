/** The flag `--port` among those for a lab's programs: to repeat it, or to put another in its place. */

const isPortFlag = (flag: string) => flag === "--port" || flag.startsWith("--port=");
/** A server's line on a port that is taken, in the worked solution's words or the system's. */
const TAKEN = /^Cannot listen on \S+:(\d+): .*(?:another program|already in use|EADDRINUSE)/;
/** Not the next port, where the second server of a row may listen; instead of 9090 it is 9191. */
const STEP = 101;
const MAX_PORT = 65_535;

/** The flag in the form `--port N`; empty when it is not among them. */
export function portFlag(flags: readonly string[]): string[] {
  const at = flags.findIndex(isPortFlag);
  const value = flags[at]?.split("=")[1] ?? flags[at + 1];
  return at === -1 || value === undefined ? [] : ["--port", value];
}

/** The same flags, but with this port. */
export function withPort(flags: readonly string[], port: number): string[] {
  const others = flags.filter((flag, at) => !isPortFlag(flag) && flags[at - 1] !== "--port");
  return [...others, "--port", String(port)];
}

/** Another port to try when a server has said that its own is taken; undefined for other errors. */
export function portInsteadOfTaken(errorLine: string): number | undefined {
  const [, text] = TAKEN.exec(errorLine) ?? [];
  if (text === undefined) return undefined;
  const taken = Number(text);
  return taken + STEP <= MAX_PORT ? taken + STEP : taken - STEP;
}
