import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { Screen } from "./screen.ts";

const ENTER = "\r";
const CTRL_D = "\x04";
const UP = "\x1b[1A";
const CLEAR_DOWN = "\x1b[0J";

/** A screen of 20 columns, and all that was written to it. */
function screenWith({ footer = [] as string[] } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 20, rows: 10 });
  let raw = "";
  output.on("data", (chunk) => {
    raw += chunk;
  });
  const lines: string[] = [];
  let hasEnded = false;
  const screen = new Screen({
    input,
    output,
    onLine: (line) => lines.push(line),
    onEnd: () => {
      hasEnded = true;
    },
    complete: (line) => (line === "/m" ? ["/msg "] : []),
    footer: () => footer,
  });
  const shown = () => stripVTControlCharacters(raw);
  return { screen, input, output, lines, raw: () => raw, shown, hasEnded: () => hasEnded };
}

test("Screen shows rows above the line that is being typed", async () => {
  const { screen, input, shown, raw } = screenWith();
  input.write("half a li");
  await expect.poll(shown).toMatch(/> half a li$/);
  screen.print("one");
  screen.print("two");
  await expect.poll(shown).toMatch(/one\ntwo\n> half a li$/);
  expect(raw()).toContain(`\x1b[1G${CLEAR_DOWN}one\ntwo\n`);
  screen.close();
});

test.each([
  ["typed", "123456789 123456789 12".split("")],
  ["pasted", ["123456789 123456789 12"]],
])(
  "Screen keeps all rows of a line that is being %s, and of what it shows",
  async (_how, chunks) => {
    const { screen, input, shown, raw } = screenWith();
    for (const chunk of chunks) input.write(chunk);
    await expect.poll(shown).toMatch(/12$/);
    const before = raw().length;
    screen.print("one");
    await expect.poll(shown).toMatch(/one\n> 123456789 123456789 12$/);
    // Up to the prompt, and never again up from the row that is shown now.
    expect(raw().slice(before)).toContain(`${UP}\x1b[1G${CLEAR_DOWN}one\n\x1b[1G${CLEAR_DOWN}> 1`);
    screen.print("two");
    await expect.poll(raw).toContain(`${UP}\x1b[1G${CLEAR_DOWN}two\n\x1b[1G${CLEAR_DOWN}> 1`);
    screen.close();
  },
);

test("Screen takes a typed line off the screen, wherever the cursor is in it", async () => {
  const { screen, input, lines, raw } = screenWith();
  input.write("123456789 123456789 12");
  input.write("\x1b[D\x1b[D\x1b[D\x1b[D"); // back into the first row
  const before = raw().length;
  input.write(ENTER);
  await expect.poll(() => lines).toEqual(["123456789 123456789 12"]);
  expect(raw().slice(before)).toContain(`\r\n\x1b[2A\x1b[1G${CLEAR_DOWN}`);
  input.write(`short${ENTER}`);
  await expect.poll(() => lines.length).toBe(2);
  expect(raw()).toContain(`short\r\n${UP}\x1b[1G${CLEAR_DOWN}`);
  screen.close();
});

test("Screen completes, and tells when the input ends", async () => {
  const { input, shown, hasEnded, screen } = screenWith();
  input.write("/m\t");
  await expect.poll(shown).toMatch(/\/msg $/);
  input.write(`x${ENTER}${CTRL_D}`);
  await expect.poll(hasEnded).toBe(true);
  screen.print("after the end");
  await expect.poll(shown).toMatch(/after the end\n$/);
  screen.close();
  expect(hasEnded()).toBe(true);
});

test("Screen tells nothing when it is closed by the program", async () => {
  const { screen, hasEnded, shown } = screenWith();
  screen.print("last words");
  screen.close();
  await expect.poll(shown).toMatch(/last words\n/);
  expect(hasEnded()).toBe(false);
});

test("Screen keeps its footer between what has happened and what is being typed", async () => {
  const footer = ["waiting"];
  const { screen, input, shown, raw } = screenWith({ footer });
  screen.update();
  input.write("half");
  await expect.poll(shown).toMatch(/waiting\n> half$/);
  const before = raw().length;
  screen.print("one");
  await expect.poll(shown).toMatch(/one\nwaiting\n> half$/);
  expect(raw().slice(before)).toContain(`${UP}\x1b[1G${CLEAR_DOWN}one\nwaiting\n`);
  footer.pop();
  screen.update();
  await expect.poll(shown).toMatch(/waiting\n> half> half$/);
  screen.close();
});

test("Screen goes up as many rows as there are at the new width", async () => {
  const { screen, input, output, shown, raw } = screenWith({ footer: ["a row of 17 chars"] });
  screen.update();
  input.write("123456789 123456");
  await expect.poll(shown).toMatch(/chars\n> 123456789 123456$/);
  const before = raw().length;
  output.columns = 10; // now the footer fills two rows, and what is typed as well
  output.emit("resize");
  await expect.poll(() => raw().slice(before)).toContain(`\x1b[3A\x1b[1G${CLEAR_DOWN}a row of`);
  screen.close();
});

test("Screen shows rows later when what is typed fills the screen", async () => {
  const { screen, input, output, lines, shown } = screenWith();
  output.rows = 3;
  input.write("123456789 123456789 123456789 123456789 1");
  await expect.poll(shown).toMatch(/ 1$/);
  screen.print("one");
  await new Promise((resolve) => setImmediate(resolve));
  expect(shown()).not.toContain("one");
  input.write(ENTER);
  await expect.poll(shown).toMatch(/one\n> $/);
  expect(lines).toHaveLength(1);
  screen.close();
});
