/** The alternates: other right programs for the same labs, in another style or language. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Lab, PROJECT_ROOT } from "../course/labs.ts";
import type { Subject } from "../subject.ts";

const FOLDER = join(PROJECT_ROOT, "grading", "alternates");

export interface Alternate {
  name: string;
  subject: Subject;
  /** What this machine lacks to run it; absent when it lacks nothing. */
  lacks?: string;
}

/** The alternates of a lab, in the order of their names. */
export function alternatesOf(lab: Lab): Alternate[] {
  const names = readdirSync(FOLDER).filter((name) => name.startsWith(`${lab.number}-`));
  return names.sort().map((name) => {
    const subject = subjectIn(join(FOLDER, name), name);
    return canRun(subject, lab) ? { name, subject } : { name, subject, lacks: needsOf(lab) };
  });
}

/** The program that lies in a folder: in Python where there is a `server.py`, else in TypeScript. */
export function subjectIn(folder: string, name: string): Subject {
  const server = join(folder, "server.py");
  if (!existsSync(server)) return { name, folder };
  return { name, server: ["python3", server], client: ["python3", join(folder, "client.py")] };
}

/** Whether this machine has what the program needs: a program in Python needs an interpreter and its modules. */
export function canRun({ server }: Subject, lab: Lab): boolean {
  return server === undefined || canImport(needsOf(lab));
}

/** What a program in Python imports beside the standard library: lab 09 needs its Fernet and X25519. */
function needsOf(lab: Lab): string {
  return lab.number === "09" ? "cryptography" : "sys";
}

function canImport(module: string): boolean {
  return spawnSync("python3", ["-c", `import ${module}`]).status === 0;
}
