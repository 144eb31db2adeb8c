import { join } from "node:path";
import { expect, test } from "vitest";
import { LogFile } from "../logging/log.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { logCommands } from "./log-commands.ts";

const folder = temporaryFolder();

/** A log with so many events, and a function that runs a command on it and returns what it prints. */
async function logWith(events: number, name: string) {
  const log = await LogFile.open(join(folder, name));
  for (let number = 1; number <= events; number++) log.info("event", { number });
  const printed: string[] = [];
  const commands = logCommands(log, (line) => printed.push(line.replace(/^\S+ /, "")));
  const run = async (command: string, argument = "") => {
    await commands.find(({ name }) => name === command)?.run(argument);
    return printed.splice(0);
  };
  return { log, run };
}

test("show log shows the last 20 lines, or as many as are wanted", async () => {
  const { log, run } = await logWith(25, "show.log");
  expect(await run("show log", "2")).toEqual(["info event number=24", "info event number=25"]);
  expect(await run("show log")).toHaveLength(20);
  expect(await run("show log", "10000")).toHaveLength(25);
  await log.close();
});

test.each(["0", "-1", "1.5", "all", "10001"])("show log %s is refused", async (argument) => {
  const { log, run } = await logWith(1, "refuse.log");
  await expect(run("show log", argument)).rejects.toThrow("n is a whole number, 1 to 10000");
  await log.close();
});

test("clear log leaves a line about itself", async () => {
  const { log, run } = await logWith(3, "clear.log");
  await run("clear log");
  expect(await run("show log")).toEqual([
    expect.stringMatching(/^warn log-cleared files=1 bytes=\d+$/),
  ]);
  await log.close();
});
