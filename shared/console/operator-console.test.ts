import { once } from "node:events";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { type Command, type ConsoleOptions, openConsole } from "./operator-console.ts";

const TAB = "\t";
const UP = "\x1b[A";
const ENTER = "\r";

/** A console with a pipe or a terminal on each side, and what it has shown. */
function consoleWith(options: ConsoleOptions, { isTTY = false } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  let shown = "";
  output.on("data", (chunk) => {
    shown += chunk;
  });
  const opened = openConsole({ ...options, input, output });
  return {
    console: opened,
    input,
    output,
    raw: () => shown,
    screen: () => stripVTControlCharacters(shown),
  };
}

/** A command that notes the arguments it was run with. */
function noting(name: string, ran: string[], more: Partial<Command> = {}): Command {
  return {
    name,
    about: `does ${name}`,
    run: (argument) => {
      ran.push(`${name}(${argument})`);
    },
    ...more,
  };
}

test("openConsole() runs the lines of a pipe, one after the other, up to exit", async () => {
  const ran: string[] = [];
  const slow = noting("slow", ran, {
    run: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ran.push("slow");
    },
  });
  const show = noting("show log", ran, { use: "show log [n]" });
  const { console, input, screen } = consoleWith({ commands: [slow, show] });
  input.write("slow\nshow log 5\r\n\nsho");
  input.write("w log\nexit\nshow log 6\n");
  await console.exited;
  expect(ran).toEqual(["slow", "show log(5)", "show log()"]);
  expect(screen()).toBe("");
});

test("openConsole() drops a byte order mark, of commands and of text", async () => {
  const texts: string[] = [];
  const ran: string[] = [];
  const commands = [noting("show log", ran)];
  const { console, input } = consoleWith({ commands, onText: (text) => void texts.push(text) });
  input.write("\ufeffhello\n\ufeffshow log\nexit\n");
  await console.exited;
  expect({ texts, ran }).toEqual({ texts: ["hello"], ran: ["show log()"] });
});

test("openConsole() lists the commands", async () => {
  const { console, input, screen } = consoleWith({
    commands: [noting("show log", [], { use: "show log [n]" })],
  });
  input.write("help\nexit\n");
  await console.exited;
  expect(screen()).toBe(
    "show log [n]  does show log\nhelp          shows this list\nexit          stops the program\n",
  );
});

test("openConsole() tells what is no command, and what may have been meant", async () => {
  const { console, input, screen } = consoleWith({ commands: [noting("show log", [])] });
  input.write("shwo log\n\x1b[2Jhello\nexitus\nexit\n");
  await console.exited;
  expect(screen().split("\n")).toEqual([
    'Unknown command "shwo log"; did you mean show log?',
    'Unknown command "\\u001b[2Jhello"; help shows the commands',
    'Unknown command "exitus"; did you mean exit?',
    "",
  ]);
});

test("openConsole() hands every other line to onText, as it was typed", async () => {
  const texts: string[] = [];
  const { console, input } = consoleWith({
    commands: [],
    onText: (line) => {
      texts.push(line);
    },
  });
  input.write("hello  you \n\nexit now\nexit\n");
  await console.exited;
  expect(texts).toEqual(["hello  you ", "", "exit now"]);
});

test("openConsole() tells the failure of a command and goes on", async () => {
  const failing = { name: "fail", about: "", run: () => Promise.reject(new Error("disk\nfull")) };
  const { console, input, screen } = consoleWith({ commands: [failing] });
  input.write("fail\nexit\n");
  await console.exited;
  expect(screen()).toBe('Cannot run "fail": disk\\u000afull\n');
});

test("openConsole() is not ended by the end of its input", async () => {
  const { console, input, screen } = consoleWith({ commands: [] });
  input.end();
  await once(input, "end");
  console.print("still here");
  expect(screen()).toBe("still here\n");
  const ended = await Promise.race([console.exited.then(() => "ended"), "running"]);
  expect(ended).toBe("running");
});

test("print() lets no control character through, and keeps the line that is being typed", async () => {
  const { console, input, raw, screen } = consoleWith({ commands: [] }, { isTTY: true });
  input.write("exi");
  await expect.poll(screen).toMatch(/> exi$/);
  console.print("a client said \x1b[2J\u202e");
  expect(raw()).toContain("a client said \\u001b[2J\\u202e\n");
  expect(screen()).toMatch(/\n> exi$/);
  input.write(`t${ENTER}`);
  await console.exited;
});

test("print() takes nothing off the screen but the line that is being typed, even if it fills two rows", async () => {
  const { console, input, raw, screen } = consoleWith({ commands: [] }, { isTTY: true });
  input.write("x".repeat(100)); // the terminal has 80 columns
  await expect.poll(screen).toMatch(/> x{100}$/);
  console.print("one");
  console.print("two");
  expect(raw()).toContain("two\n\x1b[1G\x1b[0J> x");
  expect(screen()).toMatch(/one\n> x{100}two\n> x{100}$/);
  input.write(`${"\x7f".repeat(100)}exit${ENTER}`);
  await console.exited;
});

test("openConsole() completes and remembers in a terminal", async () => {
  const ran: string[] = [];
  const { console, input, screen } = consoleWith(
    { commands: [noting("show log", ran, { use: "show log [n]" })] },
    { isTTY: true },
  );
  input.write(`sh${TAB}`);
  await expect.poll(screen).toMatch(/show log$/);
  input.write(` 3${ENTER}${UP}${ENTER}ex${TAB}`);
  await expect.poll(screen).toMatch(/exit$/);
  input.write(ENTER);
  await console.exited;
  expect(ran).toEqual(["show log(3)", "show log(3)"]);
});

test.each([
  ["y", ["clear()"]],
  ["yes", ["clear()"]],
  ["n", []],
  ["", []],
])("openConsole() asks in a terminal before it does harm: %j", async (answer, expected) => {
  const ran: string[] = [];
  const clear = noting("clear", ran, { confirm: "Clear?" });
  const { console, input, screen } = consoleWith({ commands: [clear] }, { isTTY: true });
  input.write(`clear${ENTER}`);
  await expect.poll(screen).toContain("Clear? [y/N] ");
  input.write(`${answer}${ENTER}exit${ENTER}`);
  await console.exited;
  expect(ran).toEqual(expected);
});

test("openConsole() asks nothing of a pipe", async () => {
  const ran: string[] = [];
  const { console, input } = consoleWith({
    commands: [noting("clear", ran, { confirm: "Clear?" })],
  });
  input.write("clear\nexit\n");
  await console.exited;
  expect(ran).toEqual(["clear()"]);
});
