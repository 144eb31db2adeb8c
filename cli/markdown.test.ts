import { stripVTControlCharacters } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { renderMarkdown } from "./markdown.ts";

// Read once, when the packages that colour are loaded.
vi.hoisted(() => {
  process.env.FORCE_COLOR = "1";
});

const rendered = async (markdown: string, width = 60) =>
  stripVTControlCharacters(await renderMarkdown(markdown, width));

describe("renderMarkdown()", () => {
  test("sets bold text and code in the items of a list", async () => {
    expect(await rendered("- a **bold** `word`\n- another\n")).toBe("* a bold word\n  * another");
  });

  test("breaks the cells of a table that is too wide", async () => {
    const words = "word ".repeat(20).trim();
    const table = await rendered(`| short | long |\n|---|---|\n| a | ${words} |\n| b | c |\n`);
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBe(60);
    expect(table.match(/word/g)).toHaveLength(20);
  });

  test("leaves out where a path within the project leads, and keeps a web address", async () => {
    const text = await rendered("[here](../a.md) and [there](https://nodejs.org)");
    expect(text).toBe("here and there (https://nodejs.org)");
  });

  test("shows a block in a language without highlighting as it stands", async () => {
    expect(await rendered("```mermaid\nA->>B: hi\n```")).toBe("A->>B: hi");
  });

  test("colours code in a language that it knows, and no other block", async () => {
    const code = "const port = 9090; // a class in new import";
    expect(await renderMarkdown(`\`\`\`ts\n${code}\n\`\`\``, 60)).toContain("\u001b");
    for (const language of ["", "text", "mermaid"]) {
      expect(await renderMarkdown(`\`\`\`${language}\n${code}\n\`\`\``, 60)).toBe(code);
    }
  });
});
