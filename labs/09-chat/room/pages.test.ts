import { expect, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { History } from "./history.ts";
import type { WrittenEvent } from "./outbox.ts";
import { pageFor, pageOnJoin } from "./pages.ts";

/** Five messages, of which the last two have not been told in the room yet. */
async function source() {
  const history = await History.open(temporaryFolder(), () => {});
  for (let i = 1; i <= 5; i++) await history.add("ada", `${i}`, `tea ${i}`);
  return { history, room: { last: 3 } };
}

function numbersIn(events: readonly WrittenEvent[]): unknown[] {
  return events.map(({ json }) => JSON.parse(json)).map(({ number, more }) => number ?? more);
}

test("no page holds a message that is still to be told", async () => {
  const pages = await source();
  expect(numbersIn(pageOnJoin(undefined, pages))).toEqual([1, 2, 3, false]);
  expect(numbersIn(pageOnJoin(1, pages))).toEqual([2, 3, false]);
  expect(numbersIn(pageOnJoin(4, pages))).toEqual([false]);
  expect(numbersIn(await pageFor({ type: "history", before: 100 }, pages))).toEqual([
    1,
    2,
    3,
    false,
  ]);
  expect(numbersIn(await pageFor({ type: "history", before: 3 }, pages))).toEqual([1, 2, false]);
  expect(numbersIn(await pageFor({ type: "history", after: 2 }, pages))).toEqual([3, false]);
  expect(numbersIn(await pageFor({ type: "search", text: "tea" }, pages))).toEqual([
    1,
    2,
    3,
    false,
  ]);
  const older = { type: "search", text: "TEA", before: 2 } as const;
  expect(numbersIn(await pageFor(older, pages))).toEqual([1, false]);
});
