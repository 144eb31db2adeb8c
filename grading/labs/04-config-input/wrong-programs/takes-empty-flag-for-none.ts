/**
 * A program that takes an empty flag for none.
 *
 * @file shared/config/setting.ts
 * @caughtBy an empty flag counts as given
 * @says A flag counts before the variable, also when it is empty
 * @saysFirst A flag that is set to nothing counts all the same
 */

export async function settle<Value>(
  name: string,
  setting: Setting<Value>,
  said: Said,
): Promise<Value> {
  const text = said.flag || (await textWithoutFlag(said, setting.fallback));
  const parsed = setting.parse(text);
  if (parsed.ok) return parsed.value;
  const shown = setting.secret === true ? "what was given" : JSON.stringify(text);
  throw new ProgramError(`Cannot use ${shown} as the ${name}: ${parsed.reason}; see --help`);
}
