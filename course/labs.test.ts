import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allLabs, findLab, type Lab, nearestLabs } from "./labs.ts";

let root = "";
let labs: Lab[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "labs-"));
  for (const folder of ["07-authentication", "01-echo", "02-threaded-echo", "notes"]) {
    mkdirSync(join(root, "labs", folder), { recursive: true });
  }
  writeFileSync(join(root, "labs/01-echo/README.md"), "# Lab 01: Echo\n\nText\n");
  labs = allLabs(root);
});

afterAll(() => rmSync(root, { recursive: true }));

describe("allLabs()", () => {
  test("takes folders with a number, in the order of the numbers", () => {
    expect(labs.map((lab) => lab.folder)).toEqual([
      "01-echo",
      "02-threaded-echo",
      "07-authentication",
    ]);
  });

  test("takes the title from the README, the name where there is none", () => {
    expect(labs.map((lab) => lab.title)).toEqual([
      "Lab 01: Echo",
      "threaded-echo",
      "authentication",
    ]);
  });

  test("finds none in a project without labs", () => {
    expect(allLabs(join(root, "notes"))).toEqual([]);
  });
});

describe("findLab()", () => {
  test.each([
    "7",
    "07",
    "07-authentication",
    "authentication",
    "AUTHENTICATION",
    "labs/07-authentication/",
  ])("takes %s for the lab", (text) => {
    expect(findLab(text, labs)?.folder).toBe("07-authentication");
  });

  test.each(["8", "0", "auth", "", "-", "echo2"])("takes %j for no lab", (text) => {
    expect(findLab(text, labs)).toBeUndefined();
  });
});

describe("nearestLabs()", () => {
  test.each([
    ["athentication", ["authentication"]],
    ["ehco", ["echo"]],
    ["auth", ["authentication"]],
    ["07-authentification", ["07-authentication"]],
    ["thread", ["threaded-echo"]],
    ["xyz", []],
    ["9", []],
  ])("answers %j with %j", (text, names) => {
    expect(nearestLabs(text, labs)).toEqual(names);
  });
});
