/**
 * A program that asks without a default.
 *
 * @file shared/config/ask.ts
 * @caughtBy in a terminal the client asks for host and port
 * @says its `default` is shown
 */

export function questionFor(name: string, setting: Setting<unknown>): Question {
  return {
    type: setting.secret === true ? "password" : "input",
    message: `${name} (${setting.about}):`,
    default: "",
    mask: "*",
    validate: (answer) => {
      const parsed = setting.parse(answer);
      return parsed.ok || parsed.reason;
    },
  };
}
