import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { logTo } from "../../shared/logging/log.ts";
import { fileCommands } from "./file-commands.ts";
import { NameBook } from "./name-book.ts";

test("fileCommands() show the file, and clear it with a line in the log", async () => {
  const folder = await mkdtemp(join(tmpdir(), "file-commands-"));
  const book = await NameBook.open(join(folder, "names.csv"), () => {});
  await book.remember("127.0.0.2", "=1+1");
  const printed: string[] = [];
  const logged: unknown[] = [];
  const log = logTo((level, event, fields) => logged.push([level, event, fields]));
  const commands = fileCommands(book, log, (line) => printed.push(line));
  const run = async (name: string) => await commands.find((one) => one.name === name)?.run("");

  await run("show file");
  expect(printed.splice(0)).toEqual(["address,name", "127.0.0.2,'=1+1"]);
  await run("clear file");
  expect(printed.splice(0)).toEqual(["forgot 1 name"]);
  expect(logged).toEqual([["warn", "file-cleared", { file: "names.csv", names: 1 }]]);
  await run("show file");
  expect(printed).toEqual(["address,name"]);

  await book.close();
  await rm(folder, { recursive: true });
});
