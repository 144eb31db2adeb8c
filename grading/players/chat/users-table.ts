/** The table of users in a server's SQLite database, as the grader changes it. */
import { DatabaseSync } from "node:sqlite";
import { fail } from "../../core/failure.ts";
import { recordIn, withOtherByte } from "../password-records.ts";

/**
 * Changes one byte of the hash in the record of each of these users.
 *
 * @param changes names, and the place of the byte
 * @throws CheckFailed when a user has no record there
 */
export function changeHashes(path: string, changes: readonly (readonly [string, number])[]): void {
  const database = new DatabaseSync(path);
  try {
    const find = database.prepare("SELECT password FROM users WHERE username = ?");
    const write = database.prepare("UPDATE users SET password = ? WHERE username = ?");
    for (const [name, at] of changes) {
      const record = String(find.get(name)?.password);
      if (recordIn(record) === undefined) {
        fail(`The table users should hold a scrypt record of each password; it holds ${record}.`);
      }
      write.run(withOtherByte(record, at), name);
    }
  } finally {
    database.close();
  }
}
