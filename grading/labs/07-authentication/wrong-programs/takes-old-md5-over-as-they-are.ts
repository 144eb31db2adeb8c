/**
 * A program that takes the old md5 over as they are.
 *
 * @file legacy.ts
 * @caughtBy old md5 users are wrapped at the start
 * @says wrap every one at the start
 */

async function wrapAll(old: readonly Md5User[], cost: Cost): Promise<User[]> {
  const users: User[] = [];
  for (let from = 0; from < old.length; from += AT_ONCE) {
    const some = old.slice(from, from + AT_ONCE).map(async ({ name, md5 }) => {
      return { name, password: md5 };
    });
    users.push(...(await Promise.all(some)));
  }
  return users;
}
