import { describe, expect, test } from "vitest";
import { exerciseSection, hintsOf, replaceFolded, unseenIn } from "./readme.ts";

const README = `# Echo

## Exercises

### Exercise 01.1: Open the door

Listen and wait.

<details><summary>Hint 1: nudge</summary>

Which event comes first?

</details>

<details>
<summary>Hint 2: idea</summary>

\`\`\`sh
# not a heading
node server.ts
\`\`\`

</details>
<details><summary>Hint 3: almost code</summary>

Use \`once\`.

</details>
<details><summary>Background</summary>

More to read.

</details>

### Exercise 01.11: Another one

No hints yet.

## Check it
`;

describe("exerciseSection()", () => {
  test("ends at the next heading, not at a # in a block of code", () => {
    const section = exerciseSection(README, "01.1");
    expect(section).toMatch(/^Listen and wait\./);
    expect(section).toMatch(/More to read\.\n\n<\/details>$/);
  });

  test("tells 01.1 from 01.11", () => {
    expect(exerciseSection(README, "01.11")).toBe("No hints yet.");
  });

  test("is undefined for an exercise without a section", () => {
    expect(exerciseSection(README, "01.2")).toBeUndefined();
  });
});

describe("hintsOf()", () => {
  test("gives the hints in order and leaves other folded parts out", () => {
    expect(hintsOf(README, "01.1")).toEqual([
      "Which event comes first?",
      "```sh\n# not a heading\nnode server.ts\n```",
      "Use `once`.",
    ]);
  });

  test("reads a README with Windows line ends", () => {
    expect(hintsOf(README.replaceAll("\n", "\r\n"), "01.1")).toHaveLength(3);
  });

  test("gives none where there is no hint or no section", () => {
    expect(hintsOf(README, "01.11")).toEqual([]);
    expect(hintsOf("", "01.1")).toEqual([]);
  });
});

test("replaceFolded() hands over summary and text of each folded part", () => {
  const seen: string[] = [];
  replaceFolded(README, (summary) => {
    seen.push(summary);
    return "";
  });
  expect(seen).toEqual(["Hint 1: nudge", "Hint 2: idea", "Hint 3: almost code", "Background"]);
});

test("replaceFolded() leaves no gap where a part is left out", () => {
  const text = replaceFolded(README, (summary, text) =>
    summary.startsWith("Hint") ? "" : `${summary}: ${text}\n\n`,
  );
  expect(text).not.toMatch(/\n{3}/);
  expect(text).toContain("Listen and wait.\n\n");
});

describe("unseenIn()", () => {
  test("reads each entry of the list with its exercises, wherever its lines break", () => {
    const section = `### What no check sees

Compare these:

- 01.1, 01.3: a listener that stays
  behind: it costs memory.
- 01.11: the order.

That is all.

## The mistakes people make

- 01.2: no entry of this section.
`;
    expect(unseenIn(README + section)).toEqual([
      { ids: ["01.1", "01.3"], text: "a listener that stays behind: it costs memory." },
      { ids: ["01.11"], text: "the order." },
    ]);
  });

  test("is empty for a page without the section", () => {
    expect(unseenIn(README)).toEqual([]);
  });
});
