import { describe, expect, test } from "vitest";
import type { TimelineItem } from "../../client/updates.ts";
import { indexOfPast, placeAfter } from "./timeline-item.ts";

const said = (number: number, time: string, from = "ada"): TimelineItem => ({
  type: "message",
  number,
  time,
  from,
  text: "",
});
const EVENING = "2026-11-21T12:00:00.000Z";
const SOON = "2026-11-21T12:04:59.000Z";
const LATE = "2026-11-21T12:05:00.000Z";
const NEXT_DAY = "2026-11-22T12:00:00.000Z";

describe("placeAfter()", () => {
  test("a day begins with the first line, and with the first of another date", () => {
    expect(placeAfter(undefined, said(1, EVENING)).startsDay).toBe(true);
    expect(placeAfter(said(1, EVENING), said(2, LATE)).startsDay).toBe(false);
    expect(placeAfter(said(1, EVENING), said(2, NEXT_DAY)).startsDay).toBe(true);
  });

  test("a message goes on with the same person's of the same five minutes", () => {
    const before = said(1, EVENING);
    expect(placeAfter(before, said(2, SOON)).continues).toBe(true);
    expect(placeAfter(before, said(2, LATE)).continues).toBe(false);
    expect(placeAfter(before, said(2, SOON, "bob")).continues).toBe(false);
    expect(placeAfter({ type: "left", time: EVENING, name: "ada" }, said(2, SOON)).continues).toBe(
      false,
    );
  });

  test("a private message goes on only with one to the same person", () => {
    const secret = (to: string): TimelineItem => ({
      type: "private",
      time: EVENING,
      from: "ada",
      to,
      text: "",
    });
    expect(placeAfter(secret("bob"), secret("bob")).continues).toBe(true);
    expect(placeAfter(secret("bob"), secret("eve")).continues).toBe(false);
    expect(placeAfter(said(1, EVENING), secret("bob")).continues).toBe(false);
    expect(placeAfter(secret("bob"), said(1, EVENING)).continues).toBe(false);
  });
});

test("indexOfPast() is before the first greater number; what has none stays where it is", () => {
  const lines: TimelineItem[] = [
    { type: "joined", time: EVENING, name: "bob" },
    said(5, EVENING),
    said(8, EVENING),
  ];
  expect([4, 5, 6, 8, 9].map((number) => indexOfPast(lines, number))).toEqual([
    1,
    undefined,
    2,
    undefined,
    3,
  ]);
  expect(indexOfPast([], 1)).toBe(0);
});
