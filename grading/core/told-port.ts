/**
 * Whether a server listens on the port that it is told. One that does not may pass all the same, since the
 * checks go where it says that it listens: this is a finding about the program as a whole.
 */
import { formatAddress } from "../../shared/net/address.ts";
import { freePort } from "./addresses.ts";
import { USE_HOST_AND_PORT } from "./causes.ts";
import type { CheckContext } from "./check-context.ts";
import { CheckFailed } from "./failure.ts";
import type { Finding } from "./finding.ts";
import { saysPortIsTaken, toldPort } from "./not-announced.ts";
import type { Program } from "./program.ts";

export const REFUSES_PORT_ZERO: Finding = {
  sentence: "The server refuses --port 0, which asks for any free port.",
  because: "the server refuses port 0",
  cause:
    "For a server 0 is a port like any other: pass it on to `listen` or `bind`, and the system chooses a free one. Everything else was checked on a port that the grader chose.",
};

/** Whether another port than the told one may be behind a failure of this server. */
export function mayHaveOwnPort(program: Program): boolean {
  if (program.voice !== "server") return false;
  return saysPortIsTaken(program) || ![undefined, "0"].includes(toldPort(program));
}

/**
 * Starts the server at a free port that the grader has chosen. Somebody else may take that port in the same
 * moment: a server that goes elsewhere is tried once more, at another one.
 *
 * @param flags what else it needs
 * @returns the finding when it goes elsewhere; undefined when it obeys, or fails in another way
 */
export async function findOwnPort(
  context: CheckContext,
  flags: readonly string[],
): Promise<Finding | undefined> {
  return (await goesElsewhere(context, flags)) && (await goesElsewhere(context, flags));
}

async function goesElsewhere(
  context: CheckContext,
  flags: readonly string[],
): Promise<Finding | undefined> {
  const port = await freePort(context);
  const told = ["--host", "127.0.0.1", "--port", String(port)];
  const program = context.startServer(...told, ...flags);
  try {
    const said = await context.announced(program);
    if (said.port === port) return undefined;
    return ownPort(`${told.join(" ")} made it listen on ${formatAddress(said)}`);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    if (!saysPortIsTaken(program)) return undefined;
    return ownPort(`port ${port} is free, and it says that its port is taken`);
  } finally {
    await program.stop();
  }
}

function ownPort(seen: string): Finding {
  return {
    sentence: `The server does not listen where it is told: ${seen}.`,
    because: "the server does not listen on the port that it is told",
    cause: USE_HOST_AND_PORT,
  };
}
