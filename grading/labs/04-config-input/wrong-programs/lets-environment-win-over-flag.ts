/**
 * A program that lets the environment win over a flag.
 *
 * @file shared/config/setting.ts
 * @caughtBy a flag wins over the environment
 * @says it went where the variable LAB_PORT says
 */

export async function settle<Value>(
  name: string,
  setting: Setting<Value>,
  said: Said,
): Promise<Value> {
  const text = said.environment ?? said.flag ?? (await textWithoutFlag(said, setting.fallback));
  const parsed = setting.parse(text);
  if (parsed.ok) return parsed.value;
  const shown = setting.secret === true ? "what was given" : JSON.stringify(text);
  throw new ProgramError(`Cannot use ${shown} as the ${name}: ${parsed.reason}; see --help`);
}
