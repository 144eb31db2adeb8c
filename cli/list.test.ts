import { expect, test } from "vitest";
import { allLabs } from "../course/labs.ts";
import { listText } from "./list.ts";

const longest = (text: string) => Math.max(...text.split("\n").map(({ length }) => length));

test("listText() fits into 80 columns, and shows whole titles where there is room", () => {
  const begun = allLabs().map((lab) => ({ ...lab, title: `${lab.title}, and what else there is` }));
  expect(longest(listText(begun, 80))).toBeLessThanOrEqual(80);
  expect(listText(begun, Number.POSITIVE_INFINITY)).toContain(begun[0]?.title);
});
