import { describe, expect, test } from "vitest";
import { nearestLine } from "./nearest-line.ts";

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

  test("takes no line for its opposite", () => {
    expect(nearestLine(["connected 127.0.0.1:1"], '"disconnected 127.0.0.1:1"')).toBeUndefined();
    expect(nearestLine(["received 6 bytes"], '"sent 6 bytes"')).toBeUndefined();
  });

  test("finds nothing where no line is named, or none was printed", () => {
    expect(nearestLine(["hello"], "a greeting")).toBeUndefined();
    expect(nearestLine([], expected)).toBeUndefined();
  });
});
