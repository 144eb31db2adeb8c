/**
 * A program that asks for what the environment says.
 *
 * @file shared/config/setting.ts
 * @caughtBy what the environment says is not asked
 * @says Only what neither a flag nor a variable says is asked for
 */

async function textWithoutFlag({ environment, ask }: Said, fallback: string): Promise<string> {
  if (ask !== undefined) return await ask();
  if (environment !== undefined && environment !== "") return environment;
  return fallback;
}
