import { expect, test } from "vitest";
import { shortenData } from "./shown.ts";

test.each([
  ['it is {"a":"bcdef"}. They differ.', 'it is {"a":"bc…. They differ.'],
  ['["abcdefgh",{"x":1}] and {"y":[1]} end', '["abcdef… and {"y":[1]… end'],
  ['{"brackets":"}]{","z":2} end', '{"bracke… end'],
  ['{"quote":"\\"}","z":2} end', '{"quote"… end'],
  ['{"open":"never closed', '{"open":…'],
  ["prose {with} [brackets] of some length", "prose {with} [brackets] of some length"],
  ['"quoted" prose, {"a":1}', '"quoted" prose, {"a":1}'],
])("shortenData(%j)", (line, short) => {
  expect(shortenData(line, 8)).toBe(short);
});
