/** Every page keeps its promises: hints for each exercise, links that lead somewhere, files that exist, none forgotten. */
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { lexer, type Token, walkTokens } from "marked";
import { describe, expect, test } from "vitest";
import { exercisesOf } from "../../course/exercises.ts";
import { allLabs, isPart, PROJECT_ROOT, withParts } from "../../course/labs.ts";
import { hintsOf } from "../../course/readme.ts";

const HINT_LEVELS = 3;

const LABS = withParts(allLabs());

describe.each(LABS)("lab $folder", (lab) => {
  const folder = join(lab.root, "labs", lab.folder);
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  // Those of its parts stand on their own pages.
  const exercises = exercisesOf(lab).filter(({ id }) => id.startsWith(`${lab.number}.`));

  test.skipIf(lab.parts.length > 0)("exercises are numbered 1 to n without a gap", () => {
    const expected = exercises.map((_exercise, index) => `${lab.number}.${index + 1}`);
    expect(exercises.map(({ id }) => id)).toEqual(expected);
    expect(exercises.length).toBeGreaterThanOrEqual(isPart(lab) ? 2 : 4);
  });

  test.each(exercises)("exercise $id has a section with three hints", ({ id, functionName }) => {
    expect(hintsOf(readme, id)).toHaveLength(HINT_LEVELS);
    expect(readme).toContain(functionName.replace("#", ""));
  });

  test("mentions every file of the lab", () => {
    const files = readdirSync(folder).filter((name) => name !== "README.md");
    const names = (file: string) => [file, file.replace(".test.ts", ".ts")];
    expect(files.filter((file) => !names(file).some((name) => readme.includes(name)))).toEqual([]);
  });

  test("says first what to know, and last what you can do then", () => {
    const sections = [...readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect([sections.at(0), sections.at(-1)]).toEqual(["Before you start", "What you can do now"]);
  });

  test("has folders whose own pages mention each of their files", () => {
    for (const inner of readdirSync(folder)) {
      const page = join(folder, inner, "README.md");
      if (!existsSync(page)) continue;
      const text = readFileSync(page, "utf8");
      const files = readdirSync(join(folder, inner), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
        .map((path) => basename(path));
      expect(files.filter((name) => !text.includes(name))).toEqual([]);
    }
  });
});

test.each(pages())("no dead link in %s", (page) => {
  const dead = linksOf(readFileSync(join(PROJECT_ROOT, page), "utf8")).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target =
      path === "" ? join(PROJECT_ROOT, page) : resolve(PROJECT_ROOT, dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).has(anchor);
  });
  expect(dead).toEqual([]);
});

test.each(pages())("%s names only files and folders that exist", (page) => {
  const named = pathsIn(readFileSync(join(PROJECT_ROOT, page), "utf8"));
  expect(named.filter((path) => !ENDS_OF_PATHS.has(pathInProject(path)))).toEqual([]);
});

/** Placeholders, packages, and the learners and data of examples. */
const NOT_OURS = /\b(?:NN|NAME)\b|^(?:node_modules|ada|data)\//;

/** Each path of the project, and what is left of it when folders are taken off its beginning. */
const ENDS_OF_PATHS = new Set(
  globSync("**", {
    cwd: PROJECT_ROOT,
    exclude: (path) => /(?:^|[\\/])(?:node_modules|\.git)$/.test(path),
  }).flatMap((path) => {
    const parts = path.split(sep);
    return parts.map((_part, index) => parts.slice(index).join("/"));
  }),
);

/** What a page calls a file or a folder: `shared/net/send.ts`, `server.ts`, `labs/`. */
function pathsIn(markdown: string): string[] {
  const files = /(?<![\w/.<>$*{}:@-])(?:[\w.@-]+\/)*[\w-][\w.-]*\.(?:ts|mjs|py|md|css)(?![\w/*-])/g;
  const folders = /(?<=`)(?:[\w.@-]+\/)+(?=`)/g;
  return [files, folders]
    .flatMap((pattern) => [...markdown.matchAll(pattern)].map(([path]) => path))
    .filter((path) => !NOT_OURS.test(path));
}

/** Where the original of a file in the learner's copy lies; other paths without what leads up, and the last slash. */
function pathInProject(path: string): string {
  return path
    .replace(/^(?:\.{1,2}\/)+|\/$/g, "")
    .replace(/^work\/(?!README)[^/]+\/(?=shared\/)/, "")
    .replace(/^work\/(?!README)([^/]+)/, (_all, copy: string) => {
      const lab = LABS.find((one) => one.copy === copy);
      return `labs/${lab?.folder ?? copy}`;
    });
}

/** All pages of the project, as paths from its folder. */
function pages(): string[] {
  const own = [
    ".github",
    "labs",
    "shared",
    "course",
    "tap",
    "grading",
    "cli",
    "bench",
    "docs",
    "work",
  ].flatMap((room) =>
    existsSync(join(PROJECT_ROOT, room))
      ? readdirSync(join(PROJECT_ROOT, room), { recursive: true, encoding: "utf8" })
          .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
          .map((path) => join(room, path))
      : [],
  );
  const top = readdirSync(PROJECT_ROOT).filter((path) => path.endsWith(".md"));
  return [...top, ...own.filter((path) => isOurs(path))].sort();
}

/** A learner's own pages in `work/` are none of ours. */
function isOurs(path: string): boolean {
  return !path.startsWith("work/") || relative("work", path) === "README.md";
}

/** Links and pictures that lead into the project. */
function linksOf(markdown: string): string[] {
  const links: string[] = [];
  void walkTokens(lexer(markdown), (token: Token) => {
    if (token.type === "link" || token.type === "image") links.push(String(token.href));
    if (token.type === "html") {
      for (const [, source = ""] of token.raw.matchAll(/(?:src|href|srcset)="([^"]+)"/g)) {
        links.push(source);
      }
    }
  });
  return links.filter((link) => !/^[a-z]+:/i.test(link));
}

/** Anchors of the headings, as they are made on the web pages that show Markdown. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const token of lexer(markdown)) {
    if (token.type !== "heading") continue;
    const words = String(token.text)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "");
    anchors.add(words.trim().replaceAll(" ", "-"));
  }
  return anchors;
}
