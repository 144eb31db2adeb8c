/**
 * The figures by which the house is measured: how much a reader has to open, and what stands in the
 * way. All aims are in this one list.
 *
 * Where the aim is met today, `isHeld` says that it stays so: `npm run lint -- --house` fails when it
 * does not. The others are only shown. When one of them is met, set its `isHeld`. How many files a typed
 * line of the chat passes is not here: nothing but a person who follows it can count that.
 */
import {
  linesOf,
  mutualImports,
  reachOf,
  type SourceTree,
  sharedNames,
  shorterThan,
} from "./source-tree.ts";

export interface Figure {
  about: string;
  today: number;
  /** At most this many; undefined where there is no aim, and the figure is for comparison. */
  aim?: number | undefined;
  isHeld?: boolean;
  /** What is counted, one line each, to be shown when it is too much. */
  counted?: readonly string[];
}

/** How much a reader of a program may have to open, with all that it imports. */
const REACH_AIMS: Readonly<Record<string, { files: number; lines: number }>> = {
  "labs/01-echo/server.ts": { files: 8, lines: 350 },
  "labs/02-threaded-echo/server.ts": { files: 12, lines: 700 },
};

/** How much a learner of a part gets. */
const PART_AIMS = { files: 20, lines: 1_200, pageLines: 350 };

const MIN_LINES = 30;

/** A part of a lab, as its learner sees it. */
export interface PartOfLab {
  /** Such as "09a". */
  number: string;
  /** The files of its working copy. */
  copy: SourceTree;
  page: string;
}

/** Measures everything. Leave tests out: they open what they test. */
export function figuresOf(tree: SourceTree, parts: readonly PartOfLab[] = []): Figure[] {
  const chat = [...tree.keys()].filter((file) => file.startsWith("labs/09-"));
  // Each part has a server.ts and a client.ts; those of the whole chat only start the last part's.
  const modules = chat.filter((file) => !/\/(?:server|client)\.ts$/.test(file));
  return [
    ...programsIn(tree).flatMap((program) => reachFigures(program, tree)),
    ...parts.flatMap(partFigures),
    { about: "lab 09: files", today: chat.length, aim: 90 },
    {
      ...listed(`lab 09: files under ${MIN_LINES} lines`, shorterThan(MIN_LINES, modules, tree)),
      isHeld: true,
    },
    { ...listed("lab 09: file names used more than once", sharedNames(modules)), isHeld: true },
    { ...listed("pairs of folders that import each other", mutualImports(tree)), isHeld: true },
  ];
}

/** Whether a figure is over an aim that was met before. */
export function isBroken({ today, aim, isHeld = false }: Figure): boolean {
  return isHeld && aim !== undefined && today > aim;
}

/** The figures beside their aims, one a line; below, what is counted where it is too much. */
export function figuresText(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ about }) => about.length));
  const row = (about: string, today: string | number, aim: string | number, remark = "") =>
    `${about.padEnd(width)}  ${String(today).padStart(6)}  ${String(aim).padStart(6)}  ${remark}`.trimEnd();
  const rows = figures.map((figure) =>
    row(figure.about, figure.today, figure.aim ?? "", remarkOn(figure)),
  );
  const lists = figures
    .filter(({ today, aim, counted }) => counted !== undefined && today > (aim ?? today))
    .map(({ about, counted = [] }) =>
      [`${about}:`, ...counted.map((one) => `  ${one}`)].join("\n"),
    );
  return [[row("", "today", "aim"), ...rows].join("\n"), ...lists].join("\n\n");
}

/** What is counted one by one, and should not be there at all. */
function listed(about: string, counted: readonly string[]): Figure {
  return { about, today: counted.length, aim: 0, counted };
}

function reachFigures(program: string, tree: SourceTree): Figure[] {
  const reached = reachOf(program, tree);
  const aims = REACH_AIMS[program];
  const isHeld = aims !== undefined;
  return [
    { about: `${program}: files reached`, today: reached.length, aim: aims?.files, isHeld },
    { about: `${program}: lines reached`, today: linesOf(reached, tree), aim: aims?.lines, isHeld },
  ];
}

function partFigures({ number, copy, page }: PartOfLab): Figure[] {
  const { files, lines, pageLines } = PART_AIMS;
  const ofCopy = linesOf([...copy.keys()], copy);
  const ofPage = linesOf(["page"], new Map([["page", page]]));
  return [
    { about: `part ${number}: files in a copy`, today: copy.size, aim: files, isHeld: true },
    { about: `part ${number}: lines in a copy`, today: ofCopy, aim: lines, isHeld: true },
    { about: `part ${number}: lines of its page`, today: ofPage, aim: pageLines, isHeld: true },
  ];
}

function programsIn(tree: SourceTree): string[] {
  return [...tree.keys()].filter((file) => /^labs\/[^/]+\/(?:server|client)\.ts$/.test(file));
}

function remarkOn(figure: Figure): string {
  const { today, aim, isHeld = false } = figure;
  if (aim === undefined) return "";
  if (today <= aim) return isHeld ? "met" : "met: set its isHeld";
  return isBroken(figure) ? "was met before" : "not yet";
}
