/**
 * `npm run bench -- chat`: our chat against a bare relay and against chats and packages that people
 * use, in rooms of several sizes; and what our own costs in other ways.
 *
 * A run of everything writes the page of results, which the READMEs show.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { circumstances, otherWork } from "../circumstances.ts";
import { compileTypeScript } from "../compile.ts";
import { optionsOrExit } from "../options.ts";
import { bringPeers } from "../peers.ts";
import type { Command } from "../running-server.ts";
import { makeCertificate } from "./certificate.ts";
import { renderChart } from "./chart.ts";
import { CONTESTANTS, type Contestant, PEERS } from "./contestants.ts";
import { type Results, renderPage } from "./page.ts";
import { measureEntries, measureSeals, measureSlowReader } from "./parts.ts";
import { RoomSamples } from "./room-samples.ts";
import { measureRooms } from "./rooms.ts";

const RESULTS = "bench/chat/RESULTS.md";
const CHART = "bench/chat/results.svg";
const SIZES = [10, 100, 500];
const PARTS = ["seals", "entries", "slow-reader"];

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

const options = optionsOrExit([...CONTESTANTS.map(({ name }) => name), ...PARTS], {
  seconds: 0.5,
  rounds: 3,
});
const sizes = options.members.length > 0 ? options.members : SIZES;
const most = Math.max(...sizes);
const isWhole = options.only.length === 0 && options.members.length === 0;
const notes = new Set(
  [otherWork(), bringPeers(PEERS)].filter((sentence) => sentence !== undefined),
);

mkdirSync(join(".cache", "bench"), { recursive: true });
// Beside the project, not in the system's folder for temporary files, which may lie in memory: the
// history has to reach a disk.
const folder = mkdtempSync(join(".cache", "bench", "chat-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const certificate = await makeCertificate(folder);

const seals = await part("seals", () => measureSeals(most, options.rounds));
const entries = await part("entries", () => measureEntries(folder, certificate, false));
const entriesTls = await part("entries", () => measureEntries(folder, certificate, true));
const slowReader = await part("slow-reader", () =>
  measureSlowReader(folder, certificate, most, options.rounds),
);
const samples = new RoomSamples();
const commands = await prepareContestants();
if (commands.size > 0)
  await measureRooms({
    commands,
    loadProgram: await compileTypeScript("bench/chat/load/load.ts"),
    sizes,
    rounds: options.rounds,
    seconds: options.seconds,
    samples,
    note,
  });
report();

/** Measures a part if it is wanted; one that fails is noted. */
async function part<Report>(
  name: string,
  measure: () => Promise<Report>,
): Promise<Report | undefined> {
  if (options.only.length > 0 && !options.only.includes(name)) return undefined;
  console.error(name);
  try {
    return await measure();
  } catch (error) {
    note(`${name} failed: ${error instanceof Error ? error.message : error}.`);
    return undefined;
  }
}

/** Builds the chosen contestants, and their limit; what cannot be measured here is noted. */
async function prepareContestants(): Promise<Map<Contestant, Command>> {
  const commands = new Map<Contestant, Command>();
  const [limit] = CONTESTANTS;
  const isChosen = ({ name }: Contestant) => options.only.includes(name);
  const chosen = CONTESTANTS.filter(
    (one) =>
      options.only.length === 0 || isChosen(one) || (one === limit && CONTESTANTS.some(isChosen)),
  );
  for (const contestant of chosen) {
    const own = join(folder, contestant.name);
    mkdirSync(own);
    const prepared = await contestant.prepare({ folder: own, certificate });
    if ("missing" in prepared) note(`${contestant.name} is left out: ${prepared.missing}.`);
    else commands.set(contestant, prepared);
  }
  return commands;
}

function note(sentence: string): void {
  if (!notes.has(sentence)) console.error(sentence);
  notes.add(sentence);
}

function report(): void {
  const results: Results = {
    contestants: [...commands.keys()],
    sizes,
    samples,
    seals,
    entries,
    entriesTls,
    slowReader,
    circumstances: circumstances(options),
    notes: [...notes],
  };
  const page = renderPage(results);
  console.log(page);
  if (!isWhole) return;
  writeFileSync(RESULTS, page);
  writeFileSync(CHART, renderChart(results));
  console.error(`written: ${RESULTS} and ${CHART}`);
}
