/**
 * `npm run bench -- echo`: echo servers on loopback, all under the same load in one run.
 *
 * Builds the servers, measures them in rounds, prints the page of results. A run of all servers also
 * writes the page and its chart, which the READMEs show.
 */
import { writeFileSync } from "node:fs";
import { circumstances, otherWork } from "../circumstances.ts";
import { optionsOrExit } from "../options.ts";
import type { Command } from "../running-server.ts";
import { renderChart } from "./chart.ts";
import { prepareLoad } from "./measure.ts";
import { measureRound } from "./round.ts";
import { Samples } from "./samples.ts";
import { type EchoServer, SERVERS } from "./servers.ts";
import { summarize } from "./summary.ts";
import { renderResults } from "./table.ts";

const RESULTS = "bench/echo/RESULTS.md";
const CHART = "bench/echo/results.svg";

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

const options = optionsOrExit(SERVERS.map(({ name }) => name));
const samples = new Samples((note) => console.error(note));
const busy = otherWork();
if (busy !== undefined) samples.addNote(busy);
const commands = await prepareServers(options.only);
const load = await prepareLoad();
for (let number = 1; number <= options.rounds; number += 1) {
  console.error(`round ${number} of ${options.rounds}`);
  await measureRound({ number, commands, load, samples, seconds: options.seconds });
}
report();

/** Builds the chosen servers and their limits; what cannot be measured here is noted. */
async function prepareServers(only: readonly string[]): Promise<Map<EchoServer, Command>> {
  const limits = SERVERS.filter(({ name }) => only.includes(name)).map(({ limit }) => limit);
  const commands = new Map<EchoServer, Command>();
  for (const server of SERVERS) {
    if (only.length > 0 && ![...only, ...limits].includes(server.name)) continue;
    const prepared = await server.prepare();
    if ("missing" in prepared) samples.addNote(`${server.name} is left out: ${prepared.missing}.`);
    else commands.set(server, prepared);
  }
  return commands;
}

function report(): void {
  const summary = summarize([...commands.keys()], samples);
  const page = renderResults(summary, circumstances(options));
  console.log(page);
  if (options.only.length > 0) return;
  writeFileSync(RESULTS, page);
  writeFileSync(CHART, renderChart(summary));
  console.error(`written: ${RESULTS} and ${CHART}`);
}
