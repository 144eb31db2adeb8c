import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { allLabs, findLab } from "../course/labs.ts";
import { starterFiles } from "../course/starter.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { besideTypeCheck, typeErrorsIn } from "./type-errors.ts";

const folder = temporaryFolder();

async function submission(name: string, files: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
  return join(folder, name);
}

const SERVER = `import { createServer } from "node:net";
import { reply } from "./parts/reply.ts";
import { printStatus } from "../../shared/process/print-status.ts";
const server = createServer((socket) => socket.wriet(reply(socket)));
server.listen(0, () => printStatus(server.address().port));
`;

test("typeErrorsIn() finds the type errors in all files of a submission, wherever it lies", async () => {
  const path = await submission("wrong", {
    "server.ts": SERVER,
    "parts/reply.ts": "export function reply(name: string): string {\n  return nmae;\n}\n",
    "server.test.ts": "const wrong: number = true;\n",
    // Whatever it says of the compiler is not asked.
    "tsconfig.json": '{ "files": [] }',
  });
  const found = await typeErrorsIn(path);
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "parts/reply.ts:2",
    "server.ts:4",
    "server.ts:4",
    "server.ts:5",
    "server.ts:5",
  ]);
  expect(found.map(({ message }) => message)).toContainEqual(
    expect.stringContaining("Property 'wriet' does not exist on type 'Socket'."),
  );
});

test("typeErrorsIn() knows what a part imports from its lab", async () => {
  const part = findLab("09b", allLabs());
  if (part === undefined) throw new Error("there is no part 09b");
  const files = Object.fromEntries(starterFiles(part, { only: [] }));
  const lab = part.folder;
  expect(await typeErrorsIn(await submission("part", files), { lab })).toEqual([]);
  const [file, text = ""] = Object.entries(files).find(([path]) => path === "log-in.ts") ?? [""];
  const misspelt = { ...files, [file]: text.replaceAll(".next()", ".nxet()") };
  const found = await typeErrorsIn(await submission("misspelt", misspelt), { lab });
  expect(found).toMatchObject([
    { file: "log-in.ts", message: expect.stringContaining("Property 'nxet' does not exist") },
  ]);
});

test("typeErrorsIn() takes a matter of style for no error", async () => {
  const path = await submission("plain", {
    "server.ts":
      'import { Socket } from "node:net";\nexport function send(socket: Socket, text) {\n  try {\n    socket.write(text);\n  } catch (error) {\n    console.log(error.code, process.argv[2].length);\n  }\n}\n',
  });
  expect(await typeErrorsIn(path)).toEqual([]);
});

test("besideTypeCheck() looks at what the grader compiles, and at nothing else", async () => {
  const path = await submission("other", { "server.ts": "const wrong: number = true;\n" });
  const given = { server: ["python3", "server.py"], client: ["python3", "client.py"] };
  const subjects = [
    { name: "commands", ...given, folder: path },
    { name: "no folder", folder: join(folder, "none") },
  ];
  for (const subject of subjects) {
    expect(await besideTypeCheck(subject, "01-echo", async () => 7)).toEqual({
      result: 7,
      typeErrors: [],
    });
  }
});
