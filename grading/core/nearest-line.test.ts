import { describe, expect, test } from "vitest";
import { differenceOf, nearestLine } from "./nearest-line.ts";

describe("nearestLine()", () => {
  const expected = '"received 6 bytes from 127.0.0.1:50000"';

  test("finds the line that was meant", () => {
    const meant = "received undefined bytes from 127.0.0.1:50000";
    const lines = ["connected 127.0.0.1:50000", meant, "sent 6 bytes to 127.0.0.1:50000"];
    expect(nearestLine(lines, expected)).toBe(meant);
  });

  test("finds a misspelt one, and one that says more", () => {
    expect(nearestLine(["recieved 6 bytes"], expected)).toBe("recieved 6 bytes");
    expect(nearestLine(["server: Received 6"], expected)).toBe("server: Received 6");
  });

  test("finds a line with a word before it, rather than the same line of another client", () => {
    const meant = "[2026-11-28 10:00:00.000 INFO] received 6 bytes from 127.0.0.1:50000";
    expect(nearestLine([meant, "received 6 bytes from 127.0.0.1:50001"], expected)).toBe(meant);
  });

  test("takes no line for its opposite", () => {
    expect(nearestLine(["connected 127.0.0.1:1"], '"disconnected 127.0.0.1:1"')).toBeUndefined();
    expect(nearestLine(["received 6 bytes"], '"sent 6 bytes"')).toBeUndefined();
  });

  test("finds nothing where no line is named, or none was printed", () => {
    expect(nearestLine(["hello"], "a greeting")).toBeUndefined();
    expect(nearestLine([], expected)).toBeUndefined();
  });
});

test("differenceOf() says what stands in the way", () => {
  const wanted = "connected 127.0.0.1:5";
  const differences = {
    "INFO connected 127.0.0.1:5": /^"INFO" stands before it/,
    "connected 127.0.0.1:5 (1 client)": /^"\(1 client\)" stands after it/,
    "Connected 127.0.0.1:5": /^Upper and lower case/,
    "\x1b[32mconnected 127.0.0.1:5\x1b[0m": /^Codes for colours/,
    "\uFEFFconnected 127.0.0.1:5": /^A byte order mark/,
    " connected 127.0.0.1:5": /^There are spaces/,
  };
  for (const [line, difference] of Object.entries(differences)) {
    expect(differenceOf(line, wanted)).toMatch(difference);
  }
  expect(differenceOf("received 6 bytes", wanted)).toBeUndefined();
});
