/** `npm run lint`: format, lint rules and types; `npm run lint -- --fix` mends what it can. */
import { checkStyle, checkTypes } from "./tools.ts";

const fix = process.argv.includes("--fix") || process.env.npm_config_fix === "true";
const results = [checkStyle({ fix }), checkTypes()];
process.exitCode = results.every(Boolean) ? 0 : 1;
