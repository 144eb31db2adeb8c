/**
 * A program that passes over a wrong variable.
 *
 * @file shared/config/setting.ts
 * @caughtBy a wrong variable is told
 * @says would hide the mistake
 */

async function textWithoutFlag({ environment, ask }: Said, fallback: string): Promise<string> {
  if (environment !== undefined && environment !== "" && !environment.startsWith(" "))
    return environment;
  if (ask !== undefined) return await ask();
  return fallback;
}
