/** What a submission may bring along, and what it may not. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { compile } from "./compile.ts";

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A submission somewhere outside the project. */
async function submission(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "submission-"));
  folders.push(folder);
  for (const [path, text] of Object.entries({ "client.ts": "", ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test("compile() takes the suite's shared files where the submission has no copy", async () => {
  const folder = await submission({
    "server.ts": `import { say } from "../../shared/say.ts"; say("hello");`,
  });
  const { server } = await compile(folder);
  expect(await readFile(server, "utf8")).toContain("function say(");
});

test("compile() takes the submission's copy of a shared file", async () => {
  const folder = await submission({
    "server.ts": `import { send } from "./shared/send.ts"; send();`,
    "shared/send.ts": `export const send = () => console.log("my own");`,
  });
  expect(await readFile((await compile(folder)).server, "utf8")).toContain("my own");
});

test.each(["../../../../etc/passwd", "/etc/passwd", "../secret.ts"])(
  "compile() does not follow an import of %s out of the folder",
  async (path) => {
    const folder = await submission({ "server.ts": `import ${JSON.stringify(path)};` });
    await expect(compile(folder)).rejects.toThrow(/lies outside of this lab's folder/);
  },
);

test("compile() says in which line the program does not compile", async () => {
  const folder = await submission({ "server.ts": "const a = 1;\nconst b = ;\n" });
  await expect(compile(folder)).rejects.toThrow(/server\.ts:2: Unexpected ";"/);
});

test("compile() tells which exercises are as the starter left them", async () => {
  const mark = (id: string) => `throw new Error("TODO: exercise ${id} Say what is sent.");`;
  const folder = await submission({
    "server.ts": `
      export function empty() {\n  // TODO\n  ${mark("01.1")}\n}
      export function written(text: string) {\n  if (text !== "") return text;\n  ${mark("01.2")}\n}`,
  });
  expect([...(await compile(folder)).unwritten]).toEqual(["01.1"]);
});

test("compile() tells of a missing program", async () => {
  const folder = await submission({});
  await expect(compile(folder)).rejects.toThrow(/There should be a server\.ts/);
});

test("compile() makes programs of the worker threads that are named", async () => {
  const folder = await submission({
    "server.ts": `import { Worker } from "node:worker_threads";
      new Worker(new URL("./thread.ts", import.meta.url));`,
    "thread.ts": `console.log("in a thread");`,
  });
  const { server } = await compile(folder);
  expect(await readFile(server, "utf8")).toContain(`"./thread.mjs"`);
  expect(await readFile(join(dirname(server), "thread.mjs"), "utf8")).toContain("in a thread");
});

test("compile() gives another fingerprint only to the program that has changed", async () => {
  const folder = await submission({ "server.ts": "console.log(1);" });
  const before = (await compile(folder)).fingerprints;
  await writeFile(join(folder, "server.ts"), "console.log(2);");
  const after = (await compile(folder)).fingerprints;
  expect(after.server).not.toBe(before.server);
  expect(after.client).toBe(before.client);
});
