/** Programs in a terminal: they see one, what they show is read, what is typed arrives. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { EventLog } from "./event-log.ts";
import { NotJudged } from "./failure.ts";
import { openContext } from "./open-context.ts";
import { CTRL_C, type Terminal } from "./terminal.ts";

/** This JavaScript, started in a terminal. */
async function inTerminal(source: string): Promise<{ terminal: Terminal; eventLog: EventLog }> {
  const folder = await mkdtemp(join(tmpdir(), "terminal-test-"));
  const file = join(folder, "it's a program.mjs");
  await writeFile(file, source);
  const command = [process.execPath, file];
  const { context, close } = await openContext({
    name: "a test",
    server: command,
    client: command,
  });
  const { eventLog } = context;
  onTestFinished(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });
  return { terminal: context.startInTerminal("client", "--word", "two words"), eventLog };
}

const hasTerminals = process.platform === "linux";

test.runIf(hasTerminals)("the program sees a terminal, and its arguments as they are", async () => {
  const { terminal } = await inTerminal(`
    console.log("terminal:", process.stdin.isTTY && process.stdout.isTTY && process.stderr.isTTY);
    console.log(JSON.stringify(process.argv.slice(2)));
    process.exit(7);
  `);
  await terminal.expectShown(/terminal: true/, "a terminal");
  await terminal.expectShown(/\["--word","two words"\]/, "its arguments");
  expect((await terminal.program.expectExit("at once")).status).toBe(7);
});

test.runIf(hasTerminals)("a wait looks at what is new, without colours", async () => {
  const { terminal, eventLog } = await inTerminal(`
    process.stdout.write("\\x1b[1mna\\x1b[22mme: ");
    process.stdin.on("data", (line) => console.log("you are \\x1b[31m" + line.toString().trim()));
  `);
  await terminal.expectShown(/name: /, "a question");
  await terminal.type("name: Eve\r");
  await terminal.expectShown(/you are name: Eve/, "an answer");
  expect(JSON.stringify(eventLog.steps())).not.toContain("u001b");
});

test.runIf(hasTerminals)("what is typed waits until the program hides it", async () => {
  const { terminal } = await inTerminal(`
    process.stdout.write("password: ");
    for (const end = performance.now() + 200; performance.now() < end; );
    process.stdin.setRawMode(true);
    process.stdin.on("data", (keys) => console.log(keys.length + " characters"));
  `);
  await terminal.expectShown(/password: /, "a question");
  await terminal.type("sesame");
  await terminal.expectShown(/6 characters/, "what came");
  expect(terminal.screen).not.toContain("sesame");
});

test.runIf(hasTerminals)("what is not shown is told, with how the program ended", async () => {
  const { terminal } = await inTerminal(`console.log("bye"); process.exit(3);`);
  await expect(terminal.expectShown(/hello/, "a greeting")).rejects.toThrow(
    "The client should have shown a greeting in the terminal; it ended with status 3.",
  );
});

test.runIf(hasTerminals)("Ctrl-C reaches the program", async () => {
  const { terminal } = await inTerminal(`
    process.on("SIGINT", () => process.exit(42));
    process.stdin.resume();
    console.log("ready");
  `);
  await terminal.expectShown(/ready/, "that it is ready");
  await terminal.type(CTRL_C);
  expect((await terminal.program.expectExit("after Ctrl-C")).status).toBe(42);
});

test.skipIf(hasTerminals)("elsewhere nothing can be said", async () => {
  await expect(inTerminal("")).rejects.toThrow(NotJudged);
});
