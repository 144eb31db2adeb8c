/**
 * No output of a program can hold the grader: every pattern in the grader's source takes a time that
 * grows with the length of a text, never with its square.
 *
 * The patterns are found in the source itself, so that a new one is tried without being named here.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { PROJECT_ROOT } from "../../course/labs.ts";

const SOURCES = ["grading", "tap/network"].map((room) => `${room}/**/*.ts`);

/** Tests, and programs that the grader runs apart from itself. */
const NOT_THE_GRADER = ["**/*.test.ts", "grading/labs/*/wrong-programs/**"];

const TEXT_CHARACTERS = 250_000;

/** Texts that make a backtracking pattern start again at every character. */
const UNITS = [
  ..."xZ0 \n\t\r.:/\\\"'([{=-_$<,;é·",
  "a.", // names with dots
  "a ",
  "a b=c ",
  'x="', // fields that never end
  "1.1:1", // addresses
  "x\n",
  "xError",
  "/a:", // places in files
  "\x1b[2K",
  "TODO: exercise 01.",
  " is not ",
];

interface Pattern {
  file: string;
  source: string;
  flags: string;
}

/** All regular expressions that are written in the grader's files. */
function patternsIn(path: string): Pattern[] {
  const found: Pattern[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("regex" in node) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string };
      found.push({ file: path, source: pattern, flags });
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(readFileSync(join(PROJECT_ROOT, path), "utf8"), { lang: "ts" }));
  return found;
}

/** Tries the patterns one after the other on each text, in a thread that can be ended; tells of each. */
const TRY_ALL = `
  const { parentPort, workerData: { patterns, units, length } } = require("node:worker_threads");
  const texts = units.map((unit) => unit.repeat(length / unit.length));
  for (const [index, { source, flags }] of patterns.entries()) {
    parentPort.postMessage(index);
    for (const text of texts) new RegExp(source, flags).exec(text);
  }
`;

/** A pattern takes milliseconds or minutes: on a busy machine as well, it is one or the other. */
const DEADLINE_MS = 5_000;

/** The patterns that did not come to an end. */
async function endlessAmong(patterns: Pattern[]): Promise<Pattern[]> {
  const endless: Pattern[] = [];
  let rest = patterns;
  while (rest.length > 0) {
    const at = await firstEndless(rest);
    if (at === undefined) break;
    endless.push(...rest.slice(at, at + 1));
    rest = rest.slice(at + 1);
  }
  return endless;
}

function firstEndless(patterns: Pattern[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(TRY_ALL, {
      eval: true,
      workerData: { patterns, units: UNITS, length: TEXT_CHARACTERS },
    });
    let current = 0;
    const giveUp = () => {
      resolve(current);
      void thread.terminate();
    };
    let timer: NodeJS.Timeout | undefined;
    thread.on("message", (index: number) => {
      current = index;
      clearTimeout(timer);
      timer = setTimeout(giveUp, DEADLINE_MS);
    });
    thread.once("error", reject);
    thread.once("exit", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

test("a pattern that starts again at every character is noticed", async () => {
  const quadratic = { file: "", source: String.raw`(?:\w+\.)*\w*Error`, flags: "" };
  const linear = { file: "", source: "x+$", flags: "y" };
  expect(await endlessAmong([linear, quadratic])).toEqual([quadratic]);
});

test("every pattern of the grader is linear in the length of a text", async () => {
  const files = globSync(SOURCES, { cwd: PROJECT_ROOT, exclude: NOT_THE_GRADER });
  const patterns = files.flatMap(patternsIn);
  expect(patterns.length).toBeGreaterThan(100);
  expect(await endlessAmong(patterns)).toEqual([]);
}, 600_000);
