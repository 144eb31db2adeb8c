import { expect, test } from "vitest";
import { type Place, WaitQueue } from "./wait-queue.ts";

/** Whether a place has its turn; "waits" as long as nobody knows. */
function turnOf(place: Place<string>): Promise<boolean | "waits"> {
  const later = new Promise<"waits">((resolve) => setImmediate(resolve, "waits"));
  return Promise.race([place.turn, later]);
}

test("WaitQueue gives the first client its turn at once, and lets the others wait", async () => {
  const line = new WaitQueue<string>();
  const [ada, bob] = [line.enter("ada"), line.enter("bob")];
  expect(line.first).toBe("ada");
  expect([await turnOf(ada), await turnOf(bob)]).toEqual([true, "waits"]);
});

test("WaitQueue calls the clients in the order in which they came", async () => {
  const line = new WaitQueue<string>();
  const [ada, bob, eve] = [line.enter("ada"), line.enter("bob"), line.enter("eve")];
  line.leave(ada);
  expect([line.first, await turnOf(bob), await turnOf(eve)]).toEqual(["bob", true, "waits"]);
  line.leave(bob);
  expect([line.first, await turnOf(eve)]).toEqual(["eve", true]);
});

test("WaitQueue.leave() passes over who has left before its turn", async () => {
  const line = new WaitQueue<string>();
  const [ada, bob, eve] = [line.enter("ada"), line.enter("bob"), line.enter("eve")];
  line.leave(bob);
  line.leave(ada);
  expect([await turnOf(bob), await turnOf(eve)]).toEqual([false, true]);
  line.leave(eve);
  expect(line.first).toBeUndefined();
});

test("WaitQueue.close() tells all who wait that they wait in vain", async () => {
  const line = new WaitQueue<string>();
  const [ada, bob] = [line.enter("ada"), line.enter("bob")];
  line.close();
  line.leave(ada);
  expect(await turnOf(bob)).toBe(false);
});
