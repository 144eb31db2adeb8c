/**
 * A program that shows the password while it is typed.
 *
 * @file credentials.ts
 * @caughtBy in a terminal the client asks, and hides the password
 * @says look over the shoulder
 */

export const credentialSettings = {
  action: {
    about: "log-in, or register if you are new",
    parse: parseAction,
    fallback: "",
  },
  name: { about: "who you are", parse: parseText, fallback: "" },
  password: { about: "what only you know", parse: parseText, fallback: "" },
} satisfies Record<string, Setting<string>>;
