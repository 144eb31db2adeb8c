/**
 * A program that shows a secret in an error.
 *
 * @file shared/config/setting.ts
 * @caughtBy a secret stands in no error
 * @says Say what is wrong with a secret, not what it is
 */

export async function settle<Value>(
  name: string,
  setting: Setting<Value>,
  said: Said,
): Promise<Value> {
  const text = said.flag ?? (await textWithoutFlag(said, setting.fallback));
  const parsed = setting.parse(text);
  if (parsed.ok) return parsed.value;
  const shown = JSON.stringify(text);
  throw new ProgramError(`Cannot use ${shown} as the ${name}: ${parsed.reason}; see --help`);
}
