import { expect, test } from "vitest";
import { usualCause } from "./causes.ts";

test.each([
  { received: "HELLO\n", ending: "open", cause: "in upper or lower case" },
  { received: "hello\r\n", ending: "open", cause: "ends with CR LF" },
  { received: "hello", ending: "open", cause: "The line end (LF, 0a) is missing" },
  { received: "hel", ending: "end", cause: "closed the connection before all was answered" },
  { received: "", ending: "end", cause: "closed the connection before all was answered" },
  { received: "", ending: "open", cause: undefined },
  { received: "other", ending: "end", cause: undefined },
] as const)("the usual cause of $received, $ending, in place of hello is $cause", (one) => {
  const seen = { ...one, received: Buffer.from(one.received), expected: Buffer.from("hello\n") };
  const cause = usualCause(seen, true);
  if (one.cause === undefined) expect(cause).toBeUndefined();
  else expect(cause).toContain(one.cause);
});

test("a server that has never answered is not said to have closed too early", () => {
  const seen = {
    received: Buffer.alloc(0),
    expected: Buffer.from("hello\n"),
    ending: "end",
  } as const;
  expect(usualCause(seen, false)).toBeUndefined();
});

test("a text in another form of Unicode is named", () => {
  const [received, expected] = [Buffer.from("\u00c5\n"), Buffer.from("\u212b\n")];
  expect(usualCause({ received, expected, ending: "open" }, true)).toContain(
    "another form of Unicode",
  );
});
