/** An address where certainly nobody listens. */
import { NotJudged } from "./failure.ts";
import type { Stage } from "./stage.ts";

/**
 * A port that is free at 127.0.0.2 because the grader holds it at 127.0.0.1. On Linux the loopback
 * network has many addresses. A port that was merely free a moment ago may be somebody's by now.
 */
export async function elsewhere(stage: Stage): Promise<{ host: string; port: number }> {
  if (process.platform !== "linux") {
    throw new NotJudged("it needs a second loopback address, 127.0.0.2, which only Linux has");
  }
  const { address } = await stage.listen();
  return { host: "127.0.0.2", port: address.port };
}
