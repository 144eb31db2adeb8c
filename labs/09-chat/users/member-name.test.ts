import { expect, test } from "vitest";
import { parseMemberName, shownName } from "./member-name.ts";

test.each([
  "ada",
  "Ada Lovelace",
  "O'Brien",
  "D’Arcy",
  "Jean-Luc",
  "J. R. R. Tolkien",
  "__proto__",
  "constructor",
  "Владимир",
  "李小龍",
  "イノウエ",
  "दुःख",
  "Gal·la",
  "👩‍🔬 Ada",
  "🇺🇦 Оксана",
  "Serverina",
  "Ada of all",
  "Ada 2",
  "1984",
  "M. E. Chan",
  "Stefan Bot",
])("parseMemberName(%j) is a name", (name) => {
  expect(parseMemberName(name)).toEqual({ ok: true, value: name });
});

test.each([
  "ada: I resign",
  "adaː I resign",
  "ada：",
  "bob -> ada",
  "bob ➞ ada",
  "* bob has left",
  "ada, bob",
  "ada\u201abob",
  "<ada>",
  '"ada"',
  "ada (2 connections)",
  "/who",
  "- . -",
])("parseMemberName(%j) is refused: it looks like a line of the program", (name) => {
  expect(parseMemberName(name)).toEqual({ ok: false, reason: expect.stringContaining("letters") });
});

test.each([
  "You",
  "NOTICE",
  "Notice.",
  "the operator",
  "Server Notice",
  "_system_",
  "0perator",
  "Admin",
  "ａｄｍｉｎ",
  "Admin 2",
  "moderator7",
  "A.d.m.i.n",
  "Y o u",
  "ꜱᴇʀᴠᴇʀ",
  "Chat Bot",
  "Server Message",
  "Support Team",
])("parseMemberName(%j) is refused: it speaks for the program", (name) => {
  expect(parseMemberName(name)).toEqual({
    ok: false,
    reason: expect.stringContaining("chat uses"),
  });
});

test.each([
  ["ada", "ada"],
  ["ada: I resign", '"ada: I resign"'],
  ["You", '"You"'],
  ["a\u200dda", '"a\\u200dda"'],
])("shownName(%j) is %s", (name, shown) => {
  expect(shownName(name)).toBe(shown);
});
