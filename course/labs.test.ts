import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allLabs, copyFolder, findLab, isPart, type Lab, nearestLabs, withParts } from "./labs.ts";

let root = "";
let labs: Lab[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "labs-"));
  for (const folder of ["07-authentication", "01-echo", "02-threaded-echo", "notes"]) {
    mkdirSync(join(root, "labs", folder), { recursive: true });
  }
  writeFileSync(join(root, "labs/01-echo/README.md"), "# Lab 01: Echo\n\nText\n");
  for (const part of ["b-tokens", "a-passwords", "tools", "x-drafts"]) {
    mkdirSync(join(root, "labs/07-authentication", part));
  }
  for (const part of ["a-passwords", "b-tokens", "tools"]) {
    writeFileSync(join(root, "labs/07-authentication", part, "README.md"), `# About ${part}\n`);
  }
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

describe("a part of a lab", () => {
  test("is a folder with a letter and a page, in the order of the letters", () => {
    expect(labs.map(({ parts }) => parts.length)).toEqual([0, 0, 2]);
    expect(labs[2]?.parts[0]).toEqual({
      number: "07a",
      folder: "07-authentication/a-passwords",
      copy: "07a-passwords",
      name: "passwords",
      title: "About a-passwords",
      root,
      parts: [],
    });
  });

  test("stands behind its lab, and has a copy of its own", () => {
    const last = withParts(labs).slice(-3);
    expect(last.map(({ number }) => number)).toEqual(["07", "07a", "07b"]);
    expect(last.map(isPart)).toEqual([false, true, true]);
    expect(last.map(copyFolder)).toEqual(
      ["07-authentication", "07a-passwords", "07b-tokens"].map((copy) => join(root, "work", copy)),
    );
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

  test.each([
    "7b",
    "07b",
    "07B",
    "tokens",
    "b-tokens",
    "07b-tokens",
    "labs/07-authentication/b-tokens/",
    "work/07b-tokens",
  ])("takes %s for the part", (text) => {
    expect(findLab(text, labs)?.number).toBe("07b");
  });

  test.each(["7c", "1a", "b", "8", "0", "auth", "", "-", "echo2"])(
    "takes %j for no lab",
    (text) => {
      expect(findLab(text, labs)).toBeUndefined();
    },
  );
});

describe("nearestLabs()", () => {
  test.each([
    ["athentication", ["authentication"]],
    ["ehco", ["echo"]],
    ["auth", ["authentication"]],
    ["07-authentification", ["07-authentication"]],
    ["thread", ["threaded-echo"]],
    ["tokns", ["tokens"]],
    ["07b-token", ["07b-tokens"]],
    ["xyz", []],
    ["9", []],
  ])("answers %j with %j", (text, names) => {
    expect(nearestLabs(text, labs)).toEqual(names);
  });
});
