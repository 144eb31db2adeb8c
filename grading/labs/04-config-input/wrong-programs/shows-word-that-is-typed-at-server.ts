/**
 * A program that shows the word that is typed at the server.
 *
 * @file access-word.ts
 * @caughtBy the server's word is not shown
 * @says What is typed as the access word should not be shown
 */

export const requiredWordSetting = {
  ...accessWordSetting,
  about: "what clients must say; empty for nothing",
  asked: true,
  secret: false,
} satisfies Setting<string>;
