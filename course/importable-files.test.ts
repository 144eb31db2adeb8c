import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { exercisesOf } from "./exercises.ts";
import { importableFiles, shortcutsOf } from "./importable-files.ts";
import { referencesOf } from "./imports.ts";
import { allLabs, findLab, type Lab, withParts } from "./labs.ts";
import { sourceFiles } from "./source-files.ts";
import { starterFiles } from "./starter.ts";

const parent = temporaryFolder();
let count = 0;

const tagged = (id: string, name: string) =>
  `/** @exercise ${id} Write ${name}. */\nexport function ${name}(): number {\n  return 1;\n}\n`;

const PROJECT = {
  "shared/log.ts": "",
  "labs/02-two/README.md": "# Two, in parts\n",
  "labs/02-two/server.ts": 'import "./b-later/server.ts";\n',
  "labs/02-two/rooms/read.ts": 'import "../../../shared/log.ts";\n',
  "labs/02-two/rooms/unused.ts": 'export type { seal } from "../b-later/seal.ts";\n',
  "labs/02-two/a-first/README.md": "# First\n",
  "labs/02-two/a-first/server.ts": 'import "./open.ts";\n',
  "labs/02-two/a-first/client.ts": 'import "../rooms/read.ts";\n',
  "labs/02-two/a-first/open.ts": tagged("02a.1", "open"),
  "labs/02-two/b-later/README.md": "# Later\n",
  "labs/02-two/b-later/server.ts": [
    'import "./seal.ts";',
    'import "../a-first/open.ts";',
    'import "../../../shared/log.ts";',
    "",
  ].join("\n"),
  "labs/02-two/b-later/client.ts": 'import "../rooms/read.ts";\n',
  "labs/02-two/b-later/seal.ts": tagged("02b.1", "seal"),
  "labs/02-two/b-later/draft.ts": "",
  "labs/02-two/b-later/demos/attack.ts": 'import "../seal.ts";\n',
};

/** Writes a project into a folder of its own; returns that folder. */
function writeProject(files: Record<string, string>): string {
  const root = join(parent, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Writes a project; returns its lab and that one's two parts. */
function projectOf(files: Record<string, string>): readonly [lab: Lab, first: Lab, later: Lab] {
  const root = writeProject(files);
  const [lab, first, later] = withParts(allLabs(root));
  if (lab === undefined || first === undefined || later === undefined) {
    throw new Error("the project of this test has no lab in two parts");
  }
  return [lab, first, later];
}

test("a part has the exercises of its folder, and its lab has those of all parts", () => {
  const [lab, first, later] = projectOf(PROJECT);
  const idsOf = (one: Lab) => exercisesOf(one).map(({ id }) => id);
  expect([lab, first, later].map(idsOf)).toEqual([["02a.1", "02b.1"], ["02a.1"], ["02b.1"]]);
});

test("exercisesOf() refuses another part's number in a part's own file", () => {
  const [, , later] = projectOf({
    ...PROJECT,
    "labs/02-two/b-later/seal.ts": tagged("02a.2", "f"),
  });
  expect(() => exercisesOf(later)).toThrow(
    "Cannot place exercise 02a.2 in labs/02-two/b-later/seal.ts: its number is another lab's",
  );
});

test("the copy of a part holds what its programs reach in its folder; all else stays where it lies", () => {
  const [, , later] = projectOf(PROJECT);
  const files = starterFiles(later);
  expect([...files.keys()]).toEqual(["client.ts", "seal.ts", "server.ts"]);
  expect(files.get("seal.ts")).toContain("TODO: exercise 02b.1");
  expect(files.get("server.ts")?.split("\n")).toEqual([
    'import "./seal.ts";',
    'import "../../labs/02-two/a-first/open.ts";',
    'import "../../shared/log.ts";',
    "",
  ]);
});

test("importableFiles() are those of the lab that do not lead to the part's exercises", () => {
  const [lab, first, later] = projectOf(PROJECT);
  expect([...importableFiles(later)].sort()).toEqual([
    "labs/02-two/a-first/client.ts",
    "labs/02-two/a-first/open.ts",
    "labs/02-two/a-first/server.ts",
    "labs/02-two/b-later/client.ts",
    "labs/02-two/b-later/draft.ts",
    "labs/02-two/rooms/read.ts",
  ]);
  expect(importableFiles(first)).not.toContain("labs/02-two/b-later/server.ts");
  expect(importableFiles(lab)).toEqual(new Set());
});

test("importableFiles() are also those of earlier labs", () => {
  const files = { ...PROJECT, "labs/01-one/queue.ts": "", "labs/03-three/queue.ts": "" };
  const part = findLab("02a", allLabs(writeProject(files)));
  const found = part === undefined ? [] : [...importableFiles(part)];
  expect(found.filter((file) => file.endsWith("/queue.ts"))).toEqual(["labs/01-one/queue.ts"]);
});

test("shortcutsOf() names what a part's programs reach that leads back to its own exercises", () => {
  const [, first, later] = projectOf(PROJECT);
  expect([first, later].map(shortcutsOf)).toEqual([[], []]);
  const [, , cut] = projectOf({
    ...PROJECT,
    "labs/02-two/rooms/read.ts": 'import type { Seal } from "./way.ts";\n',
    "labs/02-two/rooms/way.ts": 'import "../b-later/seal.ts";\n',
  });
  expect(shortcutsOf(cut)).toEqual(["labs/02-two/rooms/read.ts", "labs/02-two/rooms/way.ts"]);
});

test("no part of this book imports a later one", () => {
  const found = allLabs().flatMap(({ parts }) =>
    parts.flatMap((part, index) => {
      const later = parts.slice(index + 1).map(({ folder }) => `labs/${folder}/`);
      return sourceFiles(part).filter((file) =>
        referencesOf(readFileSync(join(part.root, file), "utf8"), file).some((named) =>
          later.some((folder) => named.startsWith(folder)),
        ),
      );
    }),
  );
  expect(found).toEqual([]);
});

test("no part of this book reaches its own exercises from outside of its folder", () => {
  const found = allLabs().flatMap(({ parts }) => parts.flatMap(shortcutsOf));
  expect(found).toEqual([]);
});
