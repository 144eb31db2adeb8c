/** Which programs the system can start. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The installed program of this name, as a shell finds it; undefined when there is none. */
export function installedProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Whether it is a file that this user may start. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
