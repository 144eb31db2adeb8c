import { expect, test } from "vitest";
import { OwnPrivates } from "./own-privates.ts";

const psst = { type: "private", id: "1", to: "bob", text: "psst" } as const;
const again = { ...psst, id: "2" };

test("OwnPrivates shows nothing by itself as long as the connection stands", () => {
  const own = new OwnPrivates();
  own.sent(psst);
  own.shown("psst");
  expect(own.accepted(psst)).toBeUndefined();
  own.sent(again);
  expect(own.accepted(again)).toBeUndefined();
});

test("OwnPrivates shows what was sent again and was not shown by the server", () => {
  const own = new OwnPrivates();
  for (const said of [psst, again, psst, again]) own.sent(said);
  own.shown("psst");
  expect(own.accepted(psst)).toBeUndefined();
  expect(own.accepted(again)).toEqual(again);
});

test("OwnPrivates knows what was shown on a connection that is gone", () => {
  const own = new OwnPrivates();
  own.sent(psst);
  own.shown("psst");
  own.sent(psst);
  expect(own.accepted(psst)).toBeUndefined();
});

test("OwnPrivates leaves messages to all alone", () => {
  const own = new OwnPrivates();
  const hello = { type: "say", id: "3", text: "hello" } as const;
  own.sent(hello);
  own.sent(hello);
  expect(own.accepted(hello)).toBeUndefined();
});
