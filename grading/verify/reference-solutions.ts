/** The reference solutions: other right programs for the same labs, in another style or language. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../../course/labs.ts";
import type { Subject } from "../core/subject.ts";
import { referenceFolder } from "./changed-copy.ts";

export interface ReferenceSolution {
  name: string;
  subject: Subject;
  /** What this machine lacks to run it; absent when it lacks nothing. */
  lacks?: string;
}

/** The reference solutions of a lab, in the order of their names. */
export function referenceSolutionsOf(lab: Lab): ReferenceSolution[] {
  const folder = join(lab.root, referenceFolder(lab));
  // A part may have none.
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const subject = subjectIn(join(folder, name), name);
      return canRun(subject, lab) ? { name, subject } : { name, subject, lacks: needsOf(lab) };
    });
}

/** The program that lies in a folder: in Python where there is a `server.py`, else in TypeScript. */
export function subjectIn(folder: string, name: string): Subject {
  const server = join(folder, "server.py");
  if (!existsSync(server)) return { name, folder };
  const { interpreter } = python();
  return { name, server: [interpreter, server], client: [interpreter, join(folder, "client.py")] };
}

/** Whether this machine has what the program needs: a program in Python needs an interpreter and its modules. */
export function canRun({ server }: Subject, lab: Lab): boolean {
  return server === undefined || python().modules.includes(needsOf(lab));
}

/** What a program in Python imports beside the standard library: lab 09 needs its Fernet and X25519. */
function needsOf(lab: Lab): string {
  return lab.number.startsWith("09") ? "cryptography" : "sys";
}

interface Python {
  /** Its own path: `python3` may be a shim, which takes longer to start than a lab's program. */
  interpreter: string;
  /** Which of the modules that the programs import are there; none where there is no Python. */
  modules: readonly string[];
}

const LOOK_FOR_MODULES = `
import importlib.util, sys
print(sys.executable, *(name for name in ("sys", "cryptography") if importlib.util.find_spec(name)), sep="\\n")
`;

let found: Python | undefined;

/** This machine's Python, looked for once. */
function python(): Python {
  if (found !== undefined) return found;
  const { stdout } = spawnSync("python3", ["-c", LOOK_FOR_MODULES], { encoding: "utf8" });
  const [interpreter = "python3", ...modules] = stdout?.trim().split("\n") ?? [];
  found = { interpreter, modules };
  return found;
}
