import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { requireGradable } from "./gradable.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "gradable-test-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));
const FOLDERS = [
  "pair",
  "half",
  "empty",
  "other",
  "below/src",
  "deep/src/ada",
  "deep/node_modules/x",
];
for (const name of [...FOLDERS, "two/a", "two/b", "capital"]) {
  mkdirSync(join(FOLDER, name), { recursive: true });
}
for (const file of [
  "pair/server.ts",
  "pair/client.ts",
  "half/server.ts",
  "pair/server.py",
  "pair/run",
  "sent in.tar.gz",
  "other/server.js",
  "below/src/server.py",
  "deep/src/ada/server.ts",
  "deep/node_modules/x/server.ts",
  "two/a/server.ts",
  "two/b/server.ts",
  "capital/Server.ts",
]) {
  writeFileSync(join(FOLDER, file), "");
}
chmodSync(join(FOLDER, "pair/run"), 0o755);
writeFileSync(join(FOLDER, "pair/windows"), "#!/usr/bin/env python3\r\n", { mode: 0o755 });
writeFileSync(join(FOLDER, "pair/not-executable"), "#!/usr/bin/env ruby\nputs 1\n");
writeFileSync(join(FOLDER, "pair/binary"), "\x7fELF");

/** A `node` that answers like one which can strip types, or like one which is too old for that. */
function fakeNode(name: string, typescript: string): string {
  mkdirSync(join(FOLDER, name));
  const path = join(FOLDER, name, "node");
  writeFileSync(path, `#!/bin/sh\necho "v20.1.0 ${typescript}"\n`, { mode: 0o755 });
  return path;
}
const oldNode = fakeNode("old", "undefined");
const newNode = fakeNode("new", "strip");

/** What is wrong with a subject; undefined when nothing is. */
function problem(folder: string | undefined, server?: string[]): string | undefined {
  const place = folder === undefined ? {} : { folder: join(FOLDER, folder) };
  const commands = server === undefined ? {} : { server, client: ["node", "--version"] };
  try {
    requireGradable({ name: "it", ...place, ...commands });
    return undefined;
  } catch (error) {
    return String(error).replaceAll(FOLDER, "").replace("Error: Cannot grade it: ", "");
  }
}

test.each([
  ["a folder that is not there", "missing", undefined, "there is no such folder; check"],
  ["a file", "pair/server.ts", undefined, "it is a file; name the folder"],
  ["an archive", "sent in.tar.gz", undefined, "it is an archive; unpack it, and name the folder"],
  [
    "an empty folder",
    "empty",
    undefined,
    "there is no server.ts in /empty; the folder is empty; check the path",
  ],
  [
    "a pair in another language",
    "other",
    undefined,
    'there is no server.ts in /other; check the folder, or say how the server is started, as in --server "node server.js"',
  ],
  [
    "a folder above a pair in another language",
    "below",
    undefined,
    'there is no server.ts in /below; check the folder, or say how the server is started, as in --server "python3 src/server.py"',
  ],
  [
    "a folder above the pair",
    "deep",
    undefined,
    "there is no server.ts in /deep; it lies in /deep/src/ada; name that folder",
  ],
  [
    "a folder above two pairs",
    "two",
    undefined,
    "there is no server.ts in /two; folders in it have one: a, b; name one of them",
  ],
  [
    "a file name with a capital",
    "capital",
    undefined,
    "there is no server.ts in /capital; Server.ts is there; rename it to server.ts",
  ],
  [
    "a script in a subfolder",
    "deep",
    ["node", "server.ts"],
    "there is no server.ts in /deep, nor here; it lies in /deep/src/ada; name that folder",
  ],
  ["a folder without a client", "half", undefined, "there is no client.ts in /half; check"],
  ["only a server", undefined, undefined, "no server is named; give --subject"],
  ["an empty command", "pair", [""], "--server names no program; write"],
  [
    "a misspelt interpreter",
    "pair",
    ["pyhton3", "server.py"],
    "there is no program named pyhton3;",
  ],
  ["a misspelt script", "pair", ["node", "servr.js"], "there is no servr.js in /pair, nor here;"],
  [
    "a script without an ending",
    "pair",
    ["node", "servr"],
    "there is no servr in /pair, nor here;",
  ],
  ["a misspelt script after a flag", "pair", ["node", "-x", "a.py"], "there is no a.py in /pair"],
  ["a misspelt program", undefined, ["./servr"], "there is no ./servr here; check the path"],
  [
    "a file without execute permission",
    "pair",
    ["./server.py"],
    './server.py is no program that can be started; make it one (chmod +x), or name what runs it, as in "python3 server.py"',
  ],
  [
    "a script without an ending and without execute permission",
    "pair",
    ["./not-executable"],
    './not-executable is no program that can be started; make it one (chmod +x), or name what runs it, as in "ruby not-executable"',
  ],
  [
    "a script whose first line ends with CR LF",
    "pair",
    ["./windows"],
    "the first line of ./windows ends with CR LF, as on Windows",
  ],
  ["a folder as a program", undefined, ["./grading"], "./grading is no program that"],
  ["a script without its interpreter", "pair", ["server.py"], "server.py is looked for among"],
])("%s is not graded, and is named", (_what, folder, server, sentence) => {
  expect(problem(folder, server)).toMatch(new RegExp(`^${RegExp.escape(sentence)}`));
});

test("a binary without execute permission is not said to have an interpreter", () => {
  expect(problem("pair", ["./binary"])).toBe(
    "./binary is no program that can be started; make it one (chmod +x)",
  );
});

test.each([
  ["a pair", "pair", undefined],
  ["a script of the folder", "pair", ["node", "server.py"]],
  ["a script of the caller's folder", "pair", ["node", "cli/bootstrap.mjs"]],
  ["a program of the folder", "pair", ["./run", "-x"]],
  ["a command that names no file", undefined, ["npm", "run", "server"]],
  ["a program without a file", undefined, ["node", "-e", "1"]],
])("%s can be graded", (_what, folder, server) => {
  expect(problem(folder, server)).toBeUndefined();
});

test.skipIf(process.platform === "win32").each([
  [[oldNode, "server.ts"], true],
  [[oldNode, "--no-warnings", "server.ts", "--fast"], true],
  [[oldNode, "--import", "tsx", "server.ts"], false],
  [[oldNode, "run"], false],
  [[newNode, "server.ts"], false],
])("%j is refused when that Node cannot run TypeScript: %s", (command, isRefused) => {
  writeFileSync(join(FOLDER, "pair/server.ts"), "");
  const sentence = problem("pair", command);
  if (isRefused) {
    expect(sentence).toBe(
      "the node that --server names is v20.1.0, which cannot run TypeScript; leave --server out (the grader compiles server.ts itself), or name a newer Node",
    );
  } else expect(sentence).toBeUndefined();
});
