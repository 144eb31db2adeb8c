import { join } from "node:path";
import { PROJECT_ROOT } from "../../course/labs.ts";

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
  return { name: "the worked solution", folder: join(PROJECT_ROOT, "labs", lab) };
}
