/**
 * Where a lab's page states a rule. A check names its rule by words of the rule itself, so that nothing
 * has to be numbered twice: the page's own list gives the number.
 *
 *     3. **Back-pressure.** Both programs stop reading …
 *
 *     rulesWith("Back-pressure.", rulesOf(page))  ─▶  [{ heading: "The wire", number: 3, text: "Back-pressure. Both …" }]
 *
 * A large lab has several pages, one in each of its folders, and each rule stands in one of them.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { lexer, type Token } from "marked";
import type { Lab } from "./labs.ts";
import { filesBelow } from "./source-files.ts";

export interface Rule {
  /** The heading above it: "The wire", or a smaller one below that. */
  heading: string;
  /** Its number, where it stands in a numbered list. */
  number?: number;
  /** Its text in one line, without the signs of Markdown. */
  text: string;
}

/** A rule, and the page that states it, as a path from the project's folder. */
export interface RuleOnPage extends Rule {
  page: string;
}

/**
 * The rules of a lab, on all its pages: the README of its folder, and those of the folders in it. A part of
 * a lab shares the pages of the whole lab.
 */
export function rulesOfLab({ folder, root }: Pick<Lab, "folder" | "root">): RuleOnPage[] {
  const [top = folder] = folder.split("/");
  const pages = filesBelow(root, `labs/${top}`).filter((path) => basename(path) === "README.md");
  return pages.flatMap((page) =>
    rulesOf(readFileSync(join(root, page), "utf8")).map((rule) => ({ ...rule, page })),
  );
}

/** The rules that hold these words; they name a rule well when it is exactly one. */
export function rulesWith<Found extends Rule>(words: string, rules: readonly Found[]): Found[] {
  return rules.filter(({ text }) => text.includes(words));
}

/** Every item of a list, paragraph, table and piece of code below *The wire*. */
export function rulesOf(page: string): Rule[] {
  const rules: Rule[] = [];
  let heading: string | undefined;
  for (const token of lexer(page)) {
    if (token.type === "heading") {
      const isWire = token.depth === 2 && token.text === "The wire";
      if (isWire || (token.depth > 2 && heading !== undefined)) heading = plain(token.text);
      else heading = undefined;
    } else if (heading !== undefined) {
      for (const rule of rulesIn(token)) rules.push({ heading, ...rule });
    }
  }
  return rules;
}

function rulesIn(token: Token): Omit<Rule, "heading">[] {
  if (token.type !== "list") return [{ text: plain(token.raw) }];
  const items: { raw: string }[] = token.items;
  return items.map(({ raw }, index) => {
    const text = plain(raw.replace(/^\s*(?:\d+\.|-)\s/, ""));
    return token.ordered === true ? { number: Number(token.start) + index, text } : { text };
  });
}

function plain(markdown: string): string {
  return markdown
    .replace(/\*\*|`/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
