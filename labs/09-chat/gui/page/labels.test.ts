import { expect, test } from "vitest";
import { dayTitle, hueClass, nameInSentence, shownName } from "./labels.ts";

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

test("dayTitle() says today, yesterday, or the date, with the year if it is another one", () => {
  const now = new Date("2026-03-01T12:00:00");
  const titleOf = (local: string) => dayTitle(new Date(local).toISOString(), now);
  expect(titleOf("2026-03-01T00:00:00")).toBe("Today");
  expect(titleOf("2026-02-28T23:59:59")).toBe("Yesterday");
  expect(titleOf("2026-02-27T23:59:59")).toMatch(/27/);
  expect(titleOf("2026-02-27T12:00:00")).not.toMatch(/2026/);
  expect(titleOf("2025-12-31T12:00:00")).toMatch(/2025/);
});

test("hueClass() is the same for the same name, in large letters, too", () => {
  expect(hueClass("Ada")).toBe(hueClass("ada"));
  expect(hueClass("Jose\u0301")).toBe(hueClass("jos\u00e9"));
  expect(new Set(["ada", "bob", "eve", "Grace", "李雷", "Zoë"].map(hueClass)).size).toBeGreaterThan(
    3,
  );
});
