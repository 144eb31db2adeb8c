/**
 * A program that keeps its database in memory.
 *
 * @file users/users-db.ts
 * @caughtBy with --database users are in SQLite
 * @says A registration is a promise
 */

export async function openUsersDb(
  folder: string,
  name: string,
  options: UsersDbOptions,
): Promise<UserStore> {
  const parsed = parseFileName(name, ".db");
  if (!parsed.ok) {
    const deed = `Cannot use ${JSON.stringify(name)} as a database`;
    throw new ProgramError(`${deed}: ${parsed.reason}; try database accounts.db`);
  }
  const path = join(folder, parsed.value);
  let database: DatabaseSync | undefined;
  try {
    // SQLite would make it readable for all.
    await (await open(path, "a", PRIVATE_MODE)).close();
    database = new DatabaseSync(":memory:", { timeout: 0 });
    await prepare(database, path, options);
    return new UsersDb(parsed.value, database, path);
  } catch (error) {
    database?.close();
    if (error instanceof ProgramError) throw error;
    const next = "choose another database";
    throw new ProgramError(`Cannot use ${path}: ${systemReason(error)}; ${next}`, { cause: error });
  }
}
