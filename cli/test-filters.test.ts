import { expect, test } from "vitest";
import { testFilters, UNIT_FOLDERS } from "./test-filters.ts";

test.each([
  { typed: [], filters: [] },
  { typed: ["shared/send", "shared/ask"], filters: ["shared/send", "shared/ask"] },
  { typed: ["verify"], filters: ["grading/verify"] },
  { typed: ["verify", "chat-kill"], filters: ["grading/verify/chat-kill"] },
  { typed: ["unit"], filters: UNIT_FOLDERS },
  { typed: ["unit", "cli/lab"], filters: [...UNIT_FOLDERS, "cli/lab"] },
  {
    typed: ["verify", "wrong-programs", "kill"],
    filters: ["grading/verify/wrong-programs", "grading/verify/kill"],
  },
])("$typed means $filters", ({ typed, filters }) => {
  expect(testFilters(typed)).toEqual(filters);
});
