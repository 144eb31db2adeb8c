/**
 * A program that trims what the environment says.
 *
 * @file shared/config/setting.ts
 * @caughtBy a wrong variable is told
 * @says or to trim it
 */

async function textWithoutFlag({ environment, ask }: Said, fallback: string): Promise<string> {
  if (environment !== undefined && environment !== "") return environment.trim();
  if (ask !== undefined) return await ask();
  return fallback;
}
