/**
 * A load generator: one room of one server, filled and made to talk as ordered.
 *
 * It is a process of its own, so that the server under load has one of two processors to itself; one
 * for each server, so that what the compiler has learned from one protocol does not slow down another.
 * Its one argument is a `TargetAddress`; `Order`s and `Report`s go through Node's channel between
 * processes. When that closes, it ends.
 */
import { Crowd } from "./crowd.ts";
import type { Order, Report, TargetAddress } from "./job.ts";
import { WIRES } from "./wires.ts";

const target: TargetAddress = JSON.parse(process.argv[2] ?? "");
const crowd = new Crowd(target, WIRES[target.wire]);

process.on("disconnect", () => process.exit());
process.on("message", async (order: Order) => {
  process.send?.(await obey(order));
});

async function obey(order: Order): Promise<Report> {
  try {
    if (order.deed === "run") return { result: await crowd.run(order.pattern, order.ms) };
    await crowd.size(order.members);
    return {};
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
