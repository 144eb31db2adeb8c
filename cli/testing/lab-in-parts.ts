/** For tests: a lab that is worked in two parts, made of lab 01, with checks for each part and for the whole. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes lab 10, "parts", into a copy of the project: 10a "echo" and 10b "again", which imports 10a's `echo`. */
export function addLabInParts(project: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  const folder = "labs/10-parts";
  write(`${folder}/README.md`, "# Parts: two of them\n\nThe map.\n");
  for (const role of ["server", "client"]) {
    write(`${folder}/${role}.ts`, `import "./b-again/${role}.ts";\n`);
    const program = readFileSync(join(project, `labs/01-echo/${role}.ts`), "utf8");
    for (const part of ["a-echo", "b-again"]) {
      const deeper = program.replaceAll('"../../shared/', '"../../../shared/');
      write(`${folder}/${part}/${role}.ts`, deeper.replace('"./echo.ts"', '"./handle.ts"'));
    }
  }
  write(`${folder}/line.ts`, 'export const LINE: string = "served\\n";\n');
  write(`${folder}/a-echo/README.md`, pageOf("10a", "Echo once"));
  write(`${folder}/a-echo/echo.ts`, ECHO);
  write(`${folder}/a-echo/handle.ts`, HANDLE.replace("10b.1", "10a.2"));
  write(`${folder}/b-again/README.md`, pageOf("10b", "Echo again"));
  write(
    `${folder}/b-again/handle.ts`,
    HANDLE.replace("./echo.ts", "../a-echo/echo.ts").replace(
      "// more",
      "process.stderr.write(LINE);",
    ),
  );
  const checks = "grading/labs/10-parts";
  write(`${checks}/a-echo/checks.ts`, checksFor("../../..", ["10a.1", "10a.2"]));
  write(`${checks}/b-again/checks.ts`, checksFor("../../..", ["10b.1"]));
  write(`${checks}/checks.ts`, checksFor("../..", ["10a.1"]));
}

const ECHO = `import type { Socket } from "node:net";

/**
 * Echoes.
 *
 * @exercise 10a.1 Send everything back. Then end.
 */
export function echo(socket: Socket): void {
  socket.pipe(socket);
}
`;

const HANDLE = `import type { Socket } from "node:net";
import { LINE } from "../line.ts";
import { echo } from "./echo.ts";

/**
 * Serves one client.
 *
 * @exercise 10b.1 Call echo.
 */
export function handleConnection(socket: Socket): void {
  if (LINE === "") return;
  // more
  echo(socket);
}
`;

function pageOf(number: string, title: string): string {
  const hints = [1, 2].map(
    (n) => `<details>\n<summary>Hint ${n}</summary>\nPipe it.\n</details>\n`,
  );
  return `# ${title}: a part\n\n## The wire\n\n1. **Back.** Every byte.\n\n### Exercise ${number}.1: Echo\n\n${hints.join("\n")}`;
}

function checksFor(up: string, exercises: readonly string[]): string {
  const list = exercises.map(
    (id) => `
  check("${id}", "the server echoes a line, ${id}", { rule: "Back." }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    client.send("hello\\n");
    await client.expectBytes("hello\\n", "the echo");
  }),`,
  );
  return `import { check } from "${up}/core/check.ts";\n\nexport const checks = [${list.join("")}\n];\n`;
}
