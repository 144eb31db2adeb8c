import { stripVTControlCharacters } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { allLabs, readmeOf, withParts } from "../course/labs.ts";
import { renderMarkdown } from "./markdown.ts";

// Read once, when the packages that colour are loaded.
vi.hoisted(() => {
  process.env.FORCE_COLOR = "1";
});

const rendered = async (markdown: string, width = 60) =>
  stripVTControlCharacters(await renderMarkdown(markdown, width));

describe("renderMarkdown()", () => {
  test("sets bold text and code in the items of a list", async () => {
    expect(await rendered("- a **bold** `word`\n- another\n")).toBe("• a bold word\n• another");
  });

  test("wraps the items of a list, and keeps their numbers", async () => {
    const text = await rendered("Three:\n\n3. one `a:b` two three\n4. four\n\n   - five six\n", 13);
    expect(text).toBe("Three:\n\n3. one a:b\n   two three\n\n4. four\n\n   • five six");
  });

  test("draws a diagram", async () => {
    const diagram = "```mermaid\nsequenceDiagram\n    A->>B: hi\n```";
    expect(await rendered(diagram)).toMatch(/hi.*─▶/s);
    expect(await rendered(diagram, 12)).toBe("A → B: hi");
  });

  test.each([20, 40, 80])("shows every page of the labs in %i columns", async (width) => {
    for (const lab of withParts(allLabs())) {
      const lines = (await rendered(readmeOf(lab), width)).split("\n");
      expect(lines.filter((line) => line.length > width)).toEqual([]);
      expect(lines.filter((line) => /->>|\*\*\w|COLON/.test(line))).toEqual([]);
    }
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

  test("puts the cells of a table below each other where no column could be read", async () => {
    const table = await rendered("| name | meaning |\n|---|---|\n| a | word word word |\n", 16);
    expect(table).toBe("name: a\nmeaning: word\nword word");
  });

  test("colours code in a language that it knows, and no other block", async () => {
    const code = "const port = 9090; // a class in new import";
    expect(await renderMarkdown(`\`\`\`ts\n${code}\n\`\`\``, 60)).toContain("\u001b");
    for (const language of ["", "text"]) {
      expect(await renderMarkdown(`\`\`\`${language}\n${code}\n\`\`\``, 60)).toBe(code);
    }
  });
});
