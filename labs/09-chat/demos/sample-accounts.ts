/**
 * `npm run lab 09 sample-accounts`: makes a database with two sample accounts.
 *
 *     npm run lab 09 sample-accounts [-- --data DIR]
 *
 * The passwords are made up anew each time, and shown once: in the database are only their records.
 */
import { randomBytes } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { hashPassword } from "../../../shared/auth/password-hash.ts";
import { DEFAULT_COST, formatRecord } from "../../../shared/auth/password-record.ts";
import { readOptions, serverSettings } from "../../../shared/config/program-options.ts";
import { logTo } from "../../../shared/logging/log.ts";
import { errorCode, ProgramError, systemReason } from "../../../shared/process/errors.ts";
import { runProgram } from "../../../shared/process/program.ts";
import { PRIVATE_MODE } from "../../../shared/storage/replace-file.ts";
import { openUsersDb } from "../users/users-db.ts";

const NAME = "accounts.db";

const USERS = ["ada", "grace"];

/** Twelve letters of base64url: nobody guesses them, and a person can type them. */
const PASSWORD_BYTES = 9;

await runProgram(async () => {
  // Where `npm run lab 09 server` keeps its files.
  const data = { ...serverSettings.data, fallback: join("data", "09-chat") };
  const options = await readOptions("sample-accounts", { data });
  // Before there is a file: whoever stops the program meanwhile finds nothing half done.
  const users = await Promise.all(USERS.map(newUser));
  await makeNewFile(options.data);
  const keeping = { cost: DEFAULT_COST, gate: new HashLimiter(), log: logTo(() => {}) };
  const store = await openUsersDb(options.data, NAME, keeping);
  for (const { name, record } of users) {
    await store.add({ name, password: record, address: "", registered: new Date().toISOString() });
  }
  await store.close();
  console.log(`${join(options.data, NAME)} has two users:\n`);
  for (const { name, password } of users) console.log(`  ${name.padEnd(8)} ${password}`);
  console.log(`\nThe passwords stand nowhere else. On the server's console: database ${NAME}`);
});

/** A user with a new password, and what is kept of it. */
async function newUser(name: string): Promise<{ name: string; password: string; record: string }> {
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  return { name, password, record: formatRecord(await hashPassword(password)) };
}

/** @throws ProgramError when there is such a file already: somebody's accounts may be in it */
async function makeNewFile(folder: string): Promise<void> {
  const path = join(folder, NAME);
  try {
    await mkdir(folder, { recursive: true });
    await (await open(path, "wx", PRIVATE_MODE)).close();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    const next = "move it away, or choose another folder with --data";
    throw new ProgramError(`Cannot make ${path}: ${systemReason(error)}; ${next}`, {
      cause: error,
    });
  }
}
