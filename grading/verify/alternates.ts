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
    const folder = join(FOLDER, name);
    const python = join(folder, "server.py");
    if (!existsSync(python)) return { name, subject: { name, folder } };
    const client = join(folder, "client.py");
    const subject = { name, server: ["python3", python], client: ["python3", client] };
    return canImport(needsOf(lab)) ? { name, subject } : { name, subject, lacks: needsOf(lab) };
  });
}

/** What a program in Python imports beside the standard library: lab 09 needs its Fernet and X25519. */
function needsOf(lab: Lab): string {
  return lab.number === "09" ? "cryptography" : "sys";
}

function canImport(module: string): boolean {
  return spawnSync("python3", ["-c", `import ${module}`]).status === 0;
}
