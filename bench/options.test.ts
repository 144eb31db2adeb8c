import { describe, expect, test } from "vitest";
import { readOptions } from "./options.ts";

const NAMES = ["bare-net", "lab-01"];

describe("readOptions()", () => {
  test("measures everything when nothing is said", () => {
    const options = readOptions([], NAMES);
    expect(options.only).toEqual([]);
    expect(options.rounds).toBeGreaterThanOrEqual(3);
  });

  test("takes numbers and several names", () => {
    const flags = ["--seconds", "0.5", "--rounds", "1", "--only", "lab-01", "--only", "bare-net"];
    expect(readOptions(flags, NAMES)).toEqual({
      seconds: 0.5,
      rounds: 1,
      only: ["lab-01", "bare-net"],
      members: [],
      help: false,
    });
  });

  test("takes the sizes of rooms", () => {
    expect(readOptions(["--members", "10", "--members", "100"], NAMES).members).toEqual([10, 100]);
  });

  test("has other defaults for a bench that wants them", () => {
    const { seconds, rounds } = readOptions(["--rounds", "2"], NAMES, { seconds: 0.5, rounds: 3 });
    expect([seconds, rounds]).toEqual([0.5, 2]);
  });

  test("names the servers that there are when one is unknown", () => {
    expect(() => readOptions(["--only", "lab-1"], NAMES)).toThrow(
      'Cannot measure "lab-1": nothing is called so; there are bare-net, lab-01',
    );
  });

  test.each(["0", "-1", "two", "", "Infinity"])("refuses --rounds %j", (value) => {
    expect(() => readOptions([`--rounds=${value}`], NAMES)).toThrow("Cannot take --rounds");
  });
});
