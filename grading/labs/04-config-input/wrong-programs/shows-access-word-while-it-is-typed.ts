/**
 * A program that shows an access word while it is typed.
 *
 * @file shared/config/ask.ts
 * @caughtBy a typed access word is not shown
 * @says look over the shoulder
 */

export function questionFor(name: string, setting: Setting<unknown>): Question {
  return {
    type: "input",
    message: `${name} (${setting.about}):`,
    default: setting.fallback,
    mask: "*",
    validate: (answer) => {
      const parsed = setting.parse(answer);
      return parsed.ok || parsed.reason;
    },
  };
}
