/** `npm run bench`: all benches, one after the other; `npm run bench -- framing`: one of them. */
import { spawnSync } from "node:child_process";

const BENCHES = ["echo", "framing", "chat"];

const [first = "", ...rest] = process.argv.slice(2);
const isNamed = BENCHES.includes(first);
const flags = isNamed ? rest : process.argv.slice(2);
const statuses = (isNamed ? [first] : BENCHES).map(
  (bench) =>
    spawnSync(process.execPath, [`bench/${bench}/run.ts`, ...flags], { stdio: "inherit" }).status,
);
process.exitCode = statuses.find((status) => status !== 0) ?? 0;
