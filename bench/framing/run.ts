/**
 * `npm run bench -- framing`: our frame decoder against a plain copy and against packages, on the
 * same bodies in the same chunks.
 *
 * The packages have a lock file of their own and are brought when the bench runs: nothing else needs
 * them. Where that fails they are left out and named.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { circumstances, otherWork } from "../circumstances.ts";
import { optionsOrExit } from "../options.ts";
import { bringPeers } from "../peers.ts";
import { CONTESTANTS } from "./contestant.ts";
import type { Job, Result } from "./measure.ts";
import { renderPage } from "./page.ts";
import { SHAPES } from "./shapes.ts";

const RESULTS = "bench/framing/RESULTS.md";
const PEERS = "bench/framing/peers";

process.once("SIGINT", () => process.exit(130));

const options = optionsOrExit(CONTESTANTS.map(({ name }) => name));
const notes = new Set([otherWork(), bringPeers(PEERS)].filter((note) => note !== undefined));
const [limit] = CONTESTANTS;
const measured = CONTESTANTS.filter(
  ({ name }) => options.only.length === 0 || options.only.includes(name) || name === limit?.name,
);
/** By contestant and shape, round after round; undefined where it failed. */
const samples = new Map<string, (number | undefined)[]>();

for (let round = 1; round <= options.rounds; round += 1) {
  console.error(`round ${round} of ${options.rounds}`);
  for (const { name: shape } of SHAPES) {
    for (const { name, module } of measured) {
      const result = measure({ module, shape, ms: options.seconds * 1000 });
      if ("failure" in result) notes.add(`${name} failed with "${shape}": ${result.failure}.`);
      const key = `${name} ${shape}`;
      const speed = "failure" in result ? undefined : result.bodiesPerSecond;
      samples.set(key, [...(samples.get(key) ?? []), speed]);
    }
  }
}
const page = renderPage(measured, samples, circumstances(options), [...notes]);
console.log(page);
if (options.only.length === 0) {
  writeFileSync(RESULTS, page);
  console.error(`written: ${RESULTS}`);
}

function measure(job: Job): Result {
  const { stdout } = spawnSync(
    process.execPath,
    ["--no-deprecation", "bench/framing/measure.ts", JSON.stringify(job)],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return stdout === "" ? { failure: "it ended without a result" } : JSON.parse(stdout);
}
