import { expect, test } from "vitest";
import { rulesWith } from "./rules.ts";

const PAGE = `# Lab

1. Echo before the wire.

## The wire

1. **Echo.** The server sends back
   every byte.
2. **The end.** It says \`exit\`.

   | event | line |
   |---|---|
   | gone | \`left\` |

### Limits

- A name is short.

A paragraph with a rule.

## Run it

1. Echo again.
`;

test("rulesWith() finds a rule by its words, with its number and its heading", () => {
  expect(rulesWith("Echo", PAGE)).toEqual([
    { heading: "The wire", number: 1, text: "Echo. The server sends back every byte." },
  ]);
  expect(rulesWith("gone | left", PAGE)).toMatchObject([{ number: 2 }]);
  expect(rulesWith("A name", PAGE)).toEqual([{ heading: "Limits", text: "A name is short." }]);
  expect(rulesWith("with a rule", PAGE)).toMatchObject([{ heading: "Limits" }]);
  expect(rulesWith("nothing of it", PAGE)).toEqual([]);
});
