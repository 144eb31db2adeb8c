/**
 * A program that leaves the old file where it is.
 *
 * @file legacy.ts
 * @caughtBy old md5 users are wrapped at the start
 * @says users-md5.csv should be gone
 */

export async function importMd5Users(
  folder: string,
  accounts: Accounts,
  { cost, log }: { cost: Cost; log: Log },
): Promise<void> {
  const path = join(folder, "users-md5.csv");
  const text = await textOf(path);
  if (text === undefined) return;
  const old = readMd5Users(text, (line) => {
    log.warn("import", { file: basename(path), line, what: "no name and md5: left out" });
  });
  const wrapped = await wrapAll(withoutKnown(old, accounts), cost);
  await accounts.adopt(wrapped);

  await syncFolder(dirname(path));
  log.info("import", {
    file: basename(path),
    users: wrapped.length,
    known: old.length - wrapped.length,
  });
}
