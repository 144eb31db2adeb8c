/**
 * `npm run lint`: format, lint rules and types; `npm run lint -- --fix` fixes what it can.
 *
 * `npm run lint -- --house` measures how much a reader of this project has to open, and fails when a
 * figure is over an aim that was met before.
 */
import { figuresOf, figuresText, isBroken } from "./house/figures.ts";
import { readHouse, readParts } from "./house/read-house.ts";
import { checkStyle, checkTypes } from "./tools.ts";

const isAsked = (flag: string) =>
  process.argv.includes(`--${flag}`) || process.env[`npm_config_${flag}`] === "true";

if (isAsked("house")) {
  const figures = figuresOf(readHouse(), readParts());
  console.log(figuresText(figures));
  process.exitCode = figures.some(isBroken) ? 1 : 0;
} else {
  const results = [checkStyle({ fix: isAsked("fix") }), checkTypes()];
  process.exitCode = results.every(Boolean) ? 0 : 1;
}
