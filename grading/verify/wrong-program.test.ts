import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { allLabs, findLab, PROJECT_ROOT } from "../../course/labs.ts";
import { changedFiles } from "./changed-copy.ts";
import { withFolder } from "./grade-here.ts";
import { readWrongProgram } from "./wrong-program.ts";

const found = findLab("01", allLabs());
if (found === undefined) throw new Error("there is no lab 01");
const lab = found;

const HEAD = `/**
 * A program that never answers, and
 * closes.
 *
 * @file server.ts
 * @caughtBy the server answers
 * @says it should answer "…"
 *   at once
 */
`;

/** Reads a wrong program that is written into a folder first: a file, or several. */
async function read(files: Record<string, string>) {
  return await withFolder(async (folder) => {
    const root = join(folder, "wrong");
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const [name = ""] = Object.keys(files);
    const path = Object.keys(files).length === 1 ? join(root, name) : root;
    return readWrongProgram(PROJECT_ROOT, relative(PROJECT_ROOT, path));
  });
}

test("a wrong program says what it does, what it changes, and what must be said of it", async () => {
  expect(await read({ "no-answer.ts": `${HEAD}const A = 1;\n` })).toMatchObject({
    name: "no-answer.ts",
    trait: "never answers, and closes",
    caughtBy: "the server answers",
    says: 'it should answer "…" at once',
    changes: [{ file: "server.ts" }],
  });
});

test("in Python it says so in its first string", async () => {
  const text = `"""A program that never answers.

@file server.py
@base python
@caughtBy the server answers
@says it should answer
"""
`;
  expect(await read({ "no_answer.py": text })).toMatchObject({
    trait: "never answers",
    base: "python",
    says: "it should answer",
    changes: [{ file: "server.py" }],
  });
});

test("a folder changes several files, and one of them says what it does", async () => {
  const other = "/**\n * @file client.ts\n */\nconst B = 1;\n";
  const { trait, changes } = await read({ "client.ts": other, "server.ts": HEAD });
  expect(trait).toBe("never answers, and closes");
  expect(changes.map(({ file }) => file)).toEqual(["client.ts", "server.ts"]);
});

test.each([
  ["A program", "The program", 'must begin with one comment that says "A program that …."'],
  [" * @file server.ts\n", "", "needs @file, the file that it changes"],
  [" * @caughtBy the server answers\n", "", "needs @caughtBy"],
  ["@says", "@say", "has a tag @say. The nearest names there: says"],
])("what lacks something is named: %s", async (from, to, message) => {
  await expect(read({ "no-answer.ts": HEAD.replace(from, to) })).rejects.toThrow(
    new RegExp(`wrong/no-answer\\.ts ${RegExp.escape(message)}`),
  );
});

/** A wrong program in a folder that it never was in: only its path says where its imports lead. */
const change = (file: string, text: string, base?: string) => ({
  path: "grading/labs/01-echo/wrong-programs/wrong.ts",
  name: "wrong.ts",
  trait: "is wrong",
  changes: [{ path: "grading/labs/01-echo/wrong-programs/wrong.ts", file, text }],
  ...(base === undefined ? {} : { base }),
});

test("imports lead into the copy where it holds the file", () => {
  const text = `import { send } from "../../../../shared/net/send.ts";
import { answer } from "../../../../labs/01-echo/client.ts";
import { later } from "../../../../shared/never/later.ts";

await runProgram(async () => void [send, answer, later]);
`;
  const server = changedFiles(lab, change("server.ts", text)).get("server.ts");
  expect(server).toContain('import { send } from "./shared/net/send.ts";');
  expect(server).toContain('import { answer } from "./client.ts";');
  expect(server).toContain('import { later } from "../../shared/never/later.ts";');
});

test("a file that is not in the program is named, with the nearest", () => {
  expect(() => changedFiles(lab, change("sever.ts", ""))).toThrow(
    /^grading\/labs\/01-echo\/wrong-programs\/wrong\.ts does not fit the worked solution: there is no sever\.ts\. .* server\.ts/,
  );
});

test("a function that was renamed is named, with the wrong program", () => {
  expect(() => changedFiles(lab, change("server.ts", "function gone() {}", "callbacks"))).toThrow(
    /^grading\/labs\/01-echo\/wrong-programs\/wrong\.ts does not fit callbacks: gone replaces nothing in server\.ts/,
  );
});
