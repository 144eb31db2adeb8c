/**
 * A program that does not judge an answer.
 *
 * @file shared/config/ask.ts
 * @caughtBy a wrong answer is asked again
 * @says asked again, not end the program
 */

export function questionFor(name: string, setting: Setting<unknown>): Question {
  return {
    type: setting.secret === true ? "password" : "input",
    message: `${name} (${setting.about}):`,
    default: setting.fallback,
    mask: "*",
    validate: () => true,
  };
}
