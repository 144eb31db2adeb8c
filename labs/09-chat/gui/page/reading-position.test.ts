import { expect, test } from "vitest";
import { Unread, windowTitle } from "./reading-position.ts";

const READING = { isInFront: true, isAtEnd: true };
const AWAY = { isInFront: false, isAtEnd: true };
const FURTHER_UP = { isInFront: true, isAtEnd: false };

test("Unread counts what was said while nobody looked", () => {
  const unread = new Unread();
  expect(unread.heard(READING)).toBe(false);
  expect(unread.heard(AWAY)).toBe(true);
  expect(unread.heard(FURTHER_UP)).toBe(false);
  expect(unread.count).toBe(2);
  unread.looked(FURTHER_UP);
  expect(unread.count).toBe(2);
  unread.looked(READING);
  expect(unread.count).toBe(0);
  expect(unread.heard(AWAY)).toBe(true);
});

test("windowTitle() begins with the count", () => {
  expect(windowTitle(0, "")).toBe("Chat");
  expect(windowTitle(0, "ada")).toBe("Chat: ada");
  expect(windowTitle(3, "ada")).toBe("(3) Chat: ada");
});
