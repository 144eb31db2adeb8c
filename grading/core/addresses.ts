/** Addresses of a kind that a check needs: where certainly nobody listens, or certainly somebody. */
import { randomInt } from "node:crypto";
import { errorCode } from "../../shared/process/errors.ts";
import type { CheckContext } from "./check-context.ts";
import { NotJudged } from "./failure.ts";
import type { Listener } from "./listener.ts";

/** Begins like 127.0.0.1: whoever looks at the beginning only takes the one for the other. */
const SECOND_ADDRESS = "127.0.0.12";

/**
 * A port that is free at 127.0.0.12 because the grader holds it at 127.0.0.1. On Linux the loopback
 * network has many addresses. A port that was merely free a moment ago may be somebody's by now.
 */
export async function elsewhere(
  context: CheckContext,
): Promise<{ host: string; port: number; held: Listener }> {
  if (process.platform !== "linux") {
    throw new NotJudged(
      `it needs a second loopback address, ${SECOND_ADDRESS}, which only Linux has`,
    );
  }
  const held = await context.listen();
  return { host: SECOND_ADDRESS, port: held.address.port, held };
}

/**
 * An address of this machine that nobody else uses, where it has many, as on Linux: what stands in the way
 * there stands in nobody else's way.
 */
export function loopbackAddress(): string {
  if (process.platform !== "linux") return "127.0.0.1";
  return ["127", ...Array.from({ length: 3 }, () => randomInt(1, 255))].join(".");
}

/** Ports that the system gives to nobody by itself: they lie below its range for outgoing connections. */
const MIN_PORT = 20_000;
const SPREAD = 9_000;

/**
 * Takes so many ports in a row at 127.0.0.1. Returns their scripted servers, lowest port first. Checks
 * and graders that run at the same time begin to look at different places.
 */
export async function takePortsInARow(context: CheckContext, count: number): Promise<Listener[]> {
  const start = MIN_PORT + ((process.pid + context.random.integer(0, SPREAD)) % SPREAD);
  const taken: Listener[] = [];
  for (let port = start; taken.length < count; port++) {
    const listener = await listenerAt(context, { host: "127.0.0.1", port }, { isTold: false });
    if (listener !== undefined) taken.push(listener);
    else for (const one of taken.splice(0)) one.close();
  }
  const ports = taken.map(({ address }) => address.port);
  context.eventLog.tell("grader", `took the ports ${ports[0]} to ${ports.at(-1)} of 127.0.0.1`);
  return taken;
}

/** A port of 127.0.0.1 that is free, and that the system gives to nobody by itself. */
export async function freePort(context: CheckContext): Promise<number> {
  for (;;) {
    const port = randomInt(MIN_PORT, MIN_PORT + SPREAD);
    const listener = await listenerAt(context, { host: "127.0.0.1", port }, { isTold: false });
    listener?.close();
    if (listener !== undefined) return port;
  }
}

/** A scripted server at this address; undefined when somebody else has it. */
export async function listenerAt(
  context: CheckContext,
  address: { host: string; port: number },
  options?: { isTold: boolean },
): Promise<Listener | undefined> {
  try {
    return await context.listen(address, options);
  } catch (error) {
    if (errorCode(error) === "EADDRINUSE") return undefined;
    throw error;
  }
}

/** A scripted server at ::1, where the machine has it. */
export async function listenOnIPv6(context: CheckContext): Promise<Listener> {
  try {
    return await context.listen({ host: "::1", port: 0 });
  } catch (error) {
    throw new NotJudged(
      `it needs the IPv6 address ::1, which this machine does not have (${errorCode(error)})`,
    );
  }
}
