import { fileURLToPath } from "node:url";

/** The two programs of a lab. */
export const ROLES = ["server", "client"] as const;
export type Role = (typeof ROLES)[number];

/** What is graded: a pair of commands, and where its source lies, if there is one. */
export interface Subject {
  /** As a person would say it: "your copy in work/01-echo", "the worked solution". */
  name: string;
  /** Folder with `server.ts` and `client.ts`; absent when only commands were given. */
  folder?: string;
  /** Program and arguments, such as ["python3", "server.py"]; absent: compiled from `folder`. */
  server?: string[];
  client?: string[];
}

/** The worked solution of a lab. @param lab its folder's name, such as "01-echo" */
export function workedSolution(lab: string): Subject {
  const folder = fileURLToPath(new URL(`../labs/${lab}`, import.meta.url));
  return { name: "the worked solution", folder };
}
