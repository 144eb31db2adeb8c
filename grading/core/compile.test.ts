/** What a submission may bring along, and what it may not. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { allLabs, findLab, type Lab } from "../../course/labs.ts";
import { type Compiled, compile as compileCopy } from "./compile.ts";
import { NotJudged } from "./failure.ts";
import { copySubmission } from "./submission.ts";

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

/** Compiles a copy of the folder; the server's path. */
async function compile(folder: string, lab?: Lab): Promise<{ server: string } & Compiled> {
  const copy = await mkdtemp(join(tmpdir(), "copy-"));
  folders.push(copy);
  const compiled = await compileCopy(await copySubmission(folder, copy), undefined, lab);
  return { server: "", ...compiled.programs, ...compiled };
}

test("compile() takes the suite's shared files where the submission has no copy", async () => {
  const folder = await submission({
    "server.ts": `import { printStatus } from "../../shared/process/print-status.ts"; printStatus("hello");`,
  });
  const { server } = await compile(folder);
  expect(await readFile(server, "utf8")).toContain("function printStatus(");
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

/** A part of a lab, in a project of its own; its earlier part exports `first`, a room `placeOfRoom`. */
async function partOfLab(): Promise<Lab> {
  const exercise = "/** @exercise 02b.1 Write it. */\nexport function second() {\n  return 2;\n}\n";
  const root = await submission({
    "labs/02-two/a-first/README.md": "# First",
    "labs/02-two/a-first/first.ts": "export const first = 1;",
    "labs/02-two/b-later/README.md": "# Later",
    "labs/02-two/b-later/second.ts": exercise,
    "labs/02-two/rooms/way.ts": `import "../b-later/second.ts";`,
    "labs/02-two/rooms/room.ts": `import { first } from "../a-first/first.ts";
      export const placeOfRoom = () => import.meta.dirname + first;`,
    "labs/03-three/three.ts": "",
  });
  const part = findLab("02b", allLabs(root));
  if (part === undefined) throw new Error("the project of this test has no part 02b");
  return part;
}

test.each(["../../labs/02-two", "../work/../labs/02-two", ".."])(
  "compile() takes what a part imports of its lab, as %s/…",
  async (path) => {
    const part = await partOfLab();
    const folder = await submission({
      "server.ts": `import "./more/more.ts";`,
      "more/more.ts": `import { placeOfRoom } from "../${path}/rooms/room.ts"; console.log(placeOfRoom());`,
    });
    const { server } = await compile(folder, part);
    const room = join(part.root, "labs/02-two/rooms");
    expect(execFileSync(process.execPath, [server], { encoding: "utf8" })).toBe(`${room}1\n`);
  },
);

test.each(["b-later/second", "rooms/way"])(
  "compile() does not take a part's worked solution for the learner's: %s.ts",
  async (name) => {
    const part = await partOfLab();
    const folder = await submission({ "server.ts": `import "../../labs/02-two/${name}.ts";` });
    await expect(compile(folder, part)).rejects.toThrow(
      `${name}.ts" leads to the worked solution of this part; import your own file`,
    );
  },
);

test("compile() takes nothing of another lab, and nothing of labs that have no parts", async () => {
  const part = await partOfLab();
  for (const [path, lab] of [
    ["../../labs/03-three/three.ts", part],
    ["../../labs/02-two/../03-three/three.ts", part],
    ["../../labs/../package.json", part],
    ["../../labs/02-two/rooms/room.ts", findLab("02", allLabs(part.root))],
    ["../../labs/03-three/three.ts", findLab("03", allLabs(part.root))],
  ] as const) {
    const folder = await submission({ "server.ts": `import ${JSON.stringify(path)};` });
    await expect(compile(folder, lab)).rejects.toThrow(/lies outside of this lab's folder/);
  }
});

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

test("compile() does not judge a folder without a server, and names what is missing", async () => {
  const folder = await submission({});
  await expect(compile(folder)).rejects.toThrow(/there is no server\.ts in /);
  await expect(compile(folder)).rejects.toBeInstanceOf(NotJudged);
});

test.each([
  `new Worker(new URL('./parts/thread.ts', import.meta.url))`,
  "const NAME = 'thread'; new Worker(new URL(`./parts/\x24{NAME}.ts`, import.meta.url));",
  `new Worker(join(import.meta.dirname, "parts", "thread" + ".ts"))`,
  `fork("parts/thread.js")`,
])("compile() compiles a file that is found by its path: %s", async (code) => {
  const folder = await submission({
    "server.ts": code,
    "parts/thread.ts": `import "./more"; enum Colour { Red }; console.log(Colour.Red as number);`,
    "parts/more.ts": "console.log('more');",
  });
  const copy = dirname((await compile(folder)).server);
  for (const name of ["parts/thread.ts", "parts/thread.js"]) {
    expect(await readFile(join(copy, name), "utf8")).toMatch(/"more"[\s\S]*Red/);
  }
});

test("compile() leaves alone what the programs do not name", async () => {
  const folder = await submission({
    "server.ts": "",
    "draft.ts": "const = ;",
    "notes.txt": "hello",
  });
  const copy = dirname((await compile(folder)).server);
  expect(await readFile(join(copy, "draft.ts"), "utf8")).toBe("const = ;");
  expect(await readFile(join(copy, "notes.txt"), "utf8")).toBe("hello");
});

test("compile() finds an unwritten exercise in a thread's file, and none in a file that is not used", async () => {
  const mark = (id: string) =>
    `export const f = () => { throw new Error("TODO: exercise ${id} Go."); };`;
  const folder = await submission({
    "server.ts": `new Worker(new URL("./thread.ts", import.meta.url));`,
    "thread.ts": mark("02.3"),
    "server-old.ts": mark("02.1"),
  });
  expect([...(await compile(folder)).unwritten]).toEqual(["02.3"]);
});

test("compile() asks nothing of the submission's settings", async () => {
  const folder = await submission({
    "server.ts": `import "./a.ts";`,
    "a.ts": `console.log("a");`,
    "tsconfig.json": `{ "extends": "/etc/passwd", broken`,
    "package.json": `{ "type": "commonjs", "sideEffects": false }`,
    "parts/package.json": `{ broken`,
    "node_modules/ws/index.js": "console.log('not the suite's')",
  });
  const { server } = await compile(folder);
  expect(await readFile(server, "utf8")).toContain(`console.log("a")`);
  expect(existsSync(join(dirname(server), "parts/package.json"))).toBe(false);
});

test("a program in CommonJS is compiled to one that runs", async () => {
  const folder = await submission({
    "server.ts": `const { basename } = require("node:path");
      if (require.main === module) console.log(basename(__dirname) !== "", basename(__filename));`,
  });
  const { server } = await compile(folder);
  expect(execFileSync(process.execPath, [server], { encoding: "utf8" })).toBe("true server.ts\n");
});

test.each(["a.ts", "parts"])(
  "a link out of the folder is refused by its name: %s",
  async (name) => {
    const secret = await submission({ "secret.txt": "the = secret" });
    const folder = await submission({ "server.ts": `import "./a.ts";` });
    await symlink(name === "parts" ? secret : join(secret, "secret.txt"), join(folder, name));
    const failure = await compile(folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotJudged);
    expect(String(failure)).toContain(`${name} in ${folder} is a link to something outside`);
  },
);

test("compile() takes a folder that a link leads to, and links inside it", async () => {
  const folder = await submission({ "server.ts": `import "./b.ts";`, "a.ts": "console.log('a');" });
  await symlink("a.ts", join(folder, "b.ts"));
  await symlink("missing", join(folder, ".#lock"));
  await symlink(".", join(folder, "again"));
  await symlink(folder, `${folder}-link`);
  folders.push(`${folder}-link`);
  expect(await readFile((await compile(`${folder}-link`)).server, "utf8")).toContain('"a"');
});

test("compile() gives another fingerprint only to the program that has changed", async () => {
  const folder = await submission({ "server.ts": "console.log(1);" });
  const before = (await compile(folder)).fingerprints;
  await writeFile(join(folder, "server.ts"), "console.log(2);");
  const after = (await compile(folder)).fingerprints;
  expect(after.server).not.toBe(before.server);
  expect(after.client).toBe(before.client);
});
