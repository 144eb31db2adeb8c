/**
 * A program that takes an empty variable for a value.
 *
 * @file shared/config/setting.ts
 * @caughtBy an empty variable counts as not set
 * @says set to nothing, so it says nothing
 */

async function textWithoutFlag({ environment, ask }: Said, fallback: string): Promise<string> {
  if (environment !== undefined) return environment;
  if (ask !== undefined) return await ask();
  return fallback;
}
