import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { exercisesOf } from "./exercises.ts";
import { allLabs, type Lab } from "./labs.ts";
import { emptyExercises, starterFiles } from "./starter.ts";

/** A source with one tagged declaration, and what must come out of it. */
function around(declaration: string, body: string, indentation = ""): string {
  const comment = ["/**", " * What it does.", " *", " * @exercise 08.1 Do it. Then rest.", " */"];
  const lines = [...comment, ...declaration.split("\n"), ...body.split("\n"), "}"];
  return [
    "// before",
    ...lines.map((line) => (line === "" ? "" : `${indentation}${line}`)),
    "",
    `${indentation}// after`,
    "",
  ].join("\n");
}

const TODO = '  throw new Error("TODO: exercise 08.1 Do it.");';

const DECLARATIONS = {
  "a plain function": "function f(a: string): void {",
  "an exported function": "export function f(): void {",
  "an async function": "export async function f(): Promise<void> {",
  "a generator": "export function* f(): Generator<number> {",
  "an async generator": "export async function* f(): AsyncGenerator<Buffer, void> {",
  "a generic function": "export function f<All extends Settings>(all: All): Values<All> {",
  "generics over several lines": "export function f<\n  One extends string,\n>(one: One): One {",
  "parameters over several lines": "export function f(\n  a: string,\n  b = { c: 1 },\n): void {",
  "destructured options": "export function f({\n  a = 1,\n  b,\n}: Options): Promise<void> {",
  "destructured options after a parameter":
    "export function f(\n  a: string,\n  { b, c }: { b: string; c: number },\n): void {",
  "a parameter of an object type":
    "export function f(options: {\n  a: string;\n\n  b: string;\n}): void {",
  "an object type as result": "export function f(): {\n  a: string;\n  b: string;\n} {",
  "an object type on one line": "export function f(): { a: string } {",
  "a generic object type as result": "export async function f(): Promise<{\n  a: string;\n}> {",
  "a type predicate": "export function f(a: unknown): a is string {",
  "a method": "push(chunk: Uint8Array): void {",
  "a static method": "static from(text: string): Frame {",
  "a private method": "#flush(): void {",
  "an async generator method": "async *frames(): AsyncGenerator<Buffer> {",
  "an overriding method": "override end(): void {",
  "a getter": "get size(): number {",
  "a method with a well-known name": "[Symbol.iterator](): Iterator<number> {",
};

describe("emptyExercises()", () => {
  test.each(Object.entries(DECLARATIONS))("empties %s", (_kind, declaration) => {
    const body = "  return (() => {\n    go();\n  })();";
    for (const indentation of ["", "  "]) {
      const emptied = emptyExercises(around(declaration, body, indentation));
      expect(emptied).toBe(around(declaration, TODO, indentation));
    }
  });

  test.each([
    ["nested braces", "  if (a) {\n    b();\n  } else {\n    c({\n      d: {},\n    });\n  }"],
    ["a template literal", "  return `{ $" + "{a} }\n  }\n}}\n`;"],
    ["a function within", "  function g(): void {\n    h();\n  }\n  g();"],
    ["an empty line", "  a();\n\n  b();"],
    ["nothing", ""],
  ])("empties a body with %s", (_kind, body) => {
    expect(emptyExercises(around("function f(): void {", body))).toBe(
      around("function f(): void {", TODO),
    );
  });

  test("joins a task of several lines and ends it at the next tag", () => {
    const source = `/**
 * @exercise 08.1 Write the length
 * as four bytes; see 3.1 for more
 *
 * @throws never
 */
function f(): void {
}
`;
    expect(emptyExercises(source)).toContain(
      '"TODO: exercise 08.1 Write the length as four bytes; see 3.1 for more"',
    );
  });

  test("escapes a quote in the task", () => {
    const source = '/** @exercise 08.1 Say "hi". */\nfunction f(): void {\n  a();\n}\n';
    expect(emptyExercises(source)).toContain('new Error("TODO: exercise 08.1 Say \\"hi\\".");');
  });

  test("keeps Windows line ends", () => {
    const toWindows = (text: string) => text.replaceAll("\n", "\r\n");
    const source = around("export function f(\n  a: string,\n): void {", "  a();\n  b();");
    expect(emptyExercises(toWindows(source))).toBe(toWindows(emptyExercises(source)));
  });

  test("empties only the wanted exercises and leaves the rest as it is", () => {
    const one = around("function one(): void {", "  1;");
    const two = around("function two(): void {", "  2;").replace("08.1", "08.2");
    const emptied = emptyExercises(one + two, (id) => id === "08.2");
    expect(emptied).toBe(one + around("function two(): void {", TODO).replaceAll("08.1", "08.2"));
    expect(emptyExercises(one + two, () => false)).toBe(one + two);
  });

  test("leaves a source without tags as it is, to the byte", () => {
    const source = "/** Not a task. */\nfunction f(): void {\n\tg();\n}\r\n// no end of line";
    expect(emptyExercises(source)).toBe(source);
  });

  test.each([
    ["no function", "const a = 1;"],
    ["an arrow function", "export const f = (): void => {\n  a();\n};"],
    ["a body on the same line", "function f(): void {}\n\nfunction g(): void {\n}"],
    ["a declaration without a body", "declare function f(): void;\n\nfunction g(): void {\n}"],
    ["the end of the file", ""],
  ])("refuses a tag above %s, naming file and exercise", (_kind, below) => {
    const source = `/**\n * @exercise 08.1 Do it.\n */\n${below}\n`;
    expect(() => emptyExercises(source, undefined, "labs/08-framing/frame.ts")).toThrow(
      /^Cannot find the function of exercise 08\.1 in labs\/08-framing\/frame\.ts: /,
    );
  });

  test("refuses a tag without a number or a task", () => {
    for (const tag of ["@exercise 8.1 Do it.", "@exercise 08.1", "@exercise Do it."]) {
      const source = `/**\n * ${tag}\n */\nfunction f(): void {\n}\n`;
      expect(() => emptyExercises(source, undefined, "f.ts")).toThrow(
        /^Cannot read the tag "@exercise/,
      );
    }
  });

  test("refuses a body cut by a line of a template literal", () => {
    const source = around("function f(): string {", "  return `\n}\n`;");
    expect(() => emptyExercises(source)).toThrow(/^Cannot tell where f in the source ends: /);
  });
});

describe("starterFiles()", () => {
  const roots: string[] = [];
  afterEach(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true });
  });

  /** A project in a folder of its own; returns its first lab. */
  function projectOf(files: Record<string, string>): Lab {
    const root = mkdtempSync(join(tmpdir(), "starter-"));
    roots.push(root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const [lab] = allLabs(root);
    if (lab === undefined) throw new Error("the project of this test has no lab");
    return lab;
  }

  const tagged = (id: string, name: string) =>
    `/** @exercise ${id} Write ${name}. */\nexport function ${name}(): number {\n  return 1;\n}\n`;

  const project = {
    "labs/02-two/server.ts": [
      'import { createServer } from "node:net";',
      'import { frame } from "../../shared/frame.ts";',
      'import { log } from "../../shared/log.ts";',
      'export { room } from "./rooms/room.ts";',
      'const page = new URL("./page.html", import.meta.url);',
      'const thread = new Worker(new URL("./thread.ts", import.meta.url));',
      "",
    ].join("\n"),
    "labs/02-two/thread.ts": tagged("02.1", "thread"),
    "labs/02-two/thread.test.ts": 'import "./thread.ts";\n',
    "labs/02-two/rooms/room.ts":
      'import { frame } from "../../../shared/frame.ts";\nawait import("../../../shared/log.ts");\n',
    "labs/02-two/README.md": "# Two\n",
    "shared/frame.ts": 'import { length } from "./length.ts";\nimport { log } from "./log.ts";\n',
    "shared/length.ts": `import type { Log } from "./log.ts";\n${tagged("02.2", "length")}`,
    "shared/log.ts": tagged("05.1", "log"),
    "shared/unused.ts": 'import { length } from "./length.ts";\n',
  };

  test("copies the lab, what it teaches in shared, and what leads there", () => {
    expect([...starterFiles(projectOf(project)).keys()]).toEqual([
      "rooms/room.ts",
      "server.ts",
      "thread.ts",
      "shared/frame.ts",
      "shared/length.ts",
    ]);
  });

  test("points imports into the copy where it holds the file, else to where it lies", () => {
    const files = starterFiles(projectOf(project));
    expect(files.get("server.ts")?.split("\n")).toEqual([
      'import { createServer } from "node:net";',
      'import { frame } from "./shared/frame.ts";',
      'import { log } from "../../shared/log.ts";',
      'export { room } from "./rooms/room.ts";',
      'const page = new URL("../../labs/02-two/page.html", import.meta.url);',
      'const thread = new Worker(new URL("./thread.ts", import.meta.url));',
      "",
    ]);
    expect(files.get("rooms/room.ts")).toBe(
      'import { frame } from "../shared/frame.ts";\nawait import("../../../shared/log.ts");\n',
    );
    expect(files.get("shared/frame.ts")).toBe(
      'import { length } from "./length.ts";\nimport { log } from "../../../shared/log.ts";\n',
    );
    expect(files.get("shared/length.ts")).toContain('from "../../../shared/log.ts";');
  });

  test("empties all exercises of the lab, or only the wanted ones", () => {
    const lab = projectOf(project);
    const emptied = (files: Map<string, string>) =>
      [...files.values()].flatMap((text) => text.match(/TODO: exercise [\d.]+/g) ?? []);
    expect(emptied(starterFiles(lab))).toEqual(["TODO: exercise 02.1", "TODO: exercise 02.2"]);
    expect(emptied(starterFiles(lab, { only: ["02.2"] }))).toEqual(["TODO: exercise 02.2"]);
    expect(emptied(starterFiles(lab, { only: [] }))).toEqual([]);
  });

  test("exercisesOf() finds the lab's exercises in its folder and in shared, by number", () => {
    expect(exercisesOf(projectOf(project))).toEqual([
      {
        id: "02.1",
        task: "Write thread.",
        file: "labs/02-two/thread.ts",
        functionName: "thread",
      },
      { id: "02.2", task: "Write length.", file: "shared/length.ts", functionName: "length" },
    ]);
  });

  test("exercisesOf() refuses another lab's number in a lab's own file", () => {
    const lab = projectOf({ "labs/02-two/server.ts": tagged("03.1", "serve") });
    expect(() => exercisesOf(lab)).toThrow(
      /^Cannot place exercise 03\.1 in labs\/02-two\/server\.ts/,
    );
  });
});
