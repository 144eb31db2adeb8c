/**
 * The demonstrations of a lab: the programs `labs/NN-name/demos/NAME.ts`, each run by its name, as in
 * `npm run lab 07 crack`. The first line of a program says what it shows.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Lab, solutionFolder } from "../course/labs.ts";
import type { CommandLine } from "./arguments.ts";
import type { Command } from "./commands.ts";
import { environmentOf, onStop } from "./programs.ts";

/** A lab's demonstrations by name, as commands. */
export function demosOf(lab: Lab): Map<string, Command> {
  const folder = join(solutionFolder(lab), "demos");
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(
    files
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => [file.slice(0, -".ts".length), demo(join(folder, file))]),
  );
}

function demo(file: string): Command {
  const source = readFileSync(file, "utf8");
  const about = /^\/\*\*[\s*]*(?:`[^`]*`: )?(.+?)\.?(?: \*\/)?$/m.exec(source);
  return {
    about: about?.[1] ?? "a demonstration",
    // One without settings would ignore every flag, also one that is mistyped.
    ...(source.includes("readOptions(") ? { file, passesOn: true } : {}),
    run: async (lab, { passedOn }: CommandLine) => {
      const options = { env: environmentOf(lab), stdio: "inherit" } as const;
      const program = spawn(process.execPath, [file, ...passedOn], options);
      onStop((isTold) => void (isTold || program.kill("SIGTERM")));
      const [status] = await once(program, "exit");
      return status ?? 1;
    },
  };
}
