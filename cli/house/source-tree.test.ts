import { expect, test } from "vitest";
import { linesOf, mutualImports, reachOf, sharedNames, shorterThan } from "./source-tree.ts";

const TREE = new Map([
  [
    "labs/01-echo/server.ts",
    'import { listen } from "../../shared/net/listen.ts";\nawait listen();\n',
  ],
  [
    "shared/net/listen.ts",
    'import type { Log } from "../log/log.ts";\nexport function listen() {}\n',
  ],
  ["shared/log/log.ts", 'export { say } from "./say.ts";\n'],
  ["shared/log/say.ts", 'const address = import("../net/address.ts");\n'],
  ["shared/net/address.ts", 'import "./listen.ts";\nimport { gone } from "./gone.ts";\n'],
  ["shared/net/unused.ts", 'import "node:net";\n'],
]);

test("reachOf() follows every import, in a circle too, and stays in the tree", () => {
  expect(reachOf("labs/01-echo/server.ts", TREE)).toEqual([
    "labs/01-echo/server.ts",
    "shared/net/listen.ts",
    "shared/log/log.ts",
    "shared/log/say.ts",
    "shared/net/address.ts",
  ]);
  expect(reachOf("labs/02/server.ts", TREE)).toEqual([]);
});

test("linesOf() adds up the lines of files", () => {
  expect(linesOf(["labs/01-echo/server.ts", "shared/log/log.ts"], TREE)).toBe(3);
  expect(linesOf([], TREE)).toBe(0);
});

test("mutualImports() finds folders that import each other, whichever files do", () => {
  expect(mutualImports(TREE)).toEqual(["shared/log and shared/net"]);
  const oneWay = new Map(TREE).set("shared/log/say.ts", "");
  expect(mutualImports(oneWay)).toEqual([]);
});

test("mutualImports() takes a folder at the top as one, and the subjects of shared/ and grading/ apart", () => {
  const tree = new Map([
    ["cli/one/a.ts", 'import "../../grading/core/b.ts";'],
    ["grading/core/b.ts", 'import "../report/c.ts";'],
    ["grading/report/c.ts", 'import "../../cli/d.ts";'],
    ["grading/report/e.ts", 'import "../core/b.ts";'],
    ["cli/d.ts", 'import "../grading/report/e.ts";'],
  ]);
  expect(mutualImports(tree)).toEqual([
    "cli and grading/report",
    "grading/core and grading/report",
  ]);
});

test("sharedNames() names what stands in several folders", () => {
  expect(sharedNames(["a/door.ts", "b/door.ts", "b/room.ts"])).toEqual(["door.ts: a, b"]);
});

test("shorterThan() names the files with fewer lines", () => {
  const files = ["labs/01-echo/server.ts", "shared/log/log.ts"];
  expect(shorterThan(2, files, TREE)).toEqual(["shared/log/log.ts: 1"]);
});
