/**
 * A program that ignores the environment.
 *
 * @file shared/config/setting.ts
 * @caughtBy without a flag the environment counts
 * @says they count before the defaults
 */

async function textWithoutFlag({ environment, ask }: Said, fallback: string): Promise<string> {
  if (ask !== undefined) return await ask();
  return fallback;
}
