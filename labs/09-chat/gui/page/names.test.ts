import { expect, test } from "vitest";
import { nameInSentence, shownName } from "./names.ts";

test.each(["ada", "Zoë", "Мария", "jean-luc_2", "o’neill", "👩‍🔬", "مريم"])(
  "%s is shown as it is",
  (name) => {
    expect(shownName(name)).toBe(name);
    expect(nameInSentence(name)).toBe(name);
  },
);

test("a name of several words is in quotation marks in a sentence", () => {
  expect(shownName("Ada Lovelace")).toBe("Ada Lovelace");
  expect(nameInSentence("bob has left. carol")).toBe("“bob has left. carol”");
});

test.each(["ada (private, only to you)", "Notice: stop", "bob -> ada", "* bob", "“ada”", "a  b"])(
  "%s is in quotation marks everywhere",
  (name) => expect([shownName(name), nameInSentence(name)]).toEqual([`“${name}”`, `“${name}”`]),
);

test("a name that the server has put in quotation marks has them once", () => {
  const name = JSON.stringify('ada: "no"');
  expect([shownName(name), nameInSentence(name)]).toEqual([name, name]);
  expect(shownName('"ada" has left. "bob"')).toBe('“"ada" has left. "bob"”');
});
