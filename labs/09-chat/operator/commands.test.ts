import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hashPassword } from "../../../shared/auth/password-hash.ts";
import { formatRecord } from "../../../shared/auth/password-record.ts";
import { findCommand } from "../../../shared/console/find-command.ts";
import { LogFile } from "../../../shared/logging/log.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { RECORD } from "../protocol/wire.ts";
import { isPage, startChat, TestClient } from "../testing/test-chat.ts";
import { openClientsCsv } from "../users/clients-csv.ts";
import { chatCommands } from "./commands.ts";

/** A chat, and an operator who types into its console and reads what it prints. */
async function operated() {
  const folder = temporaryFolder();
  const chat = await startChat({ folder });
  const log = await LogFile.open(join(folder, "server.log"));
  onTestFinished(() => log.close());
  const printed: string[] = [];
  const openStore = async (name: string) => {
    if (!name.endsWith(".db")) throw new Error(`no such store: ${name}`);
    return await openClientsCsv(temporaryFolder(), log);
  };
  const print = (line: string) => printed.push(line);
  const commands = chatCommands({ ...chat.context, history: chat.history, log, openStore, print });
  const type = async (line: string) => {
    const found = findCommand(line, commands);
    if (found === undefined) throw new Error(`no such command: ${line}`);
    await found.command.run(found.argument);
    return printed.splice(0);
  };
  return { chat, type };
}

test("stop refuses new log-ins and keeps the members, start accepts them again; everybody is told", async () => {
  const { chat, type } = await operated();
  const ada = await TestClient.join(chat, "ada");
  await ada.until(isPage);
  expect(await type("stop")).toEqual(["stopped: new log-ins are refused until you type start"]);
  expect(await type("stop")).toEqual(["already stopped: type start to accept log-ins again"]);
  expect(await ada.event()).toEqual({ type: "notice", text: expect.stringContaining("nobody") });
  const bob = await TestClient.connect(chat);
  const entry = { name: "bob", password: "correct horse battery" };
  expect(await bob.ask(RECORD.REGISTER_CLIENT_, entry)).toMatchObject({
    type: RECORD.REFUSED,
    reason: expect.any(String),
    retryAfterMs: expect.any(Number),
  });
  const resume = { token: ada.token, after: 0 };
  expect(await bob.ask(RECORD.RESUME_SESSION, resume)).toMatchObject({ type: RECORD.REFUSED });
  ada.say("1");
  await ada.until(({ type: event }) => event === "accepted");
  expect(await type("start")).toEqual(["started"]);
  expect(await ada.event()).toMatchObject({ type: "notice" });
  expect(await bob.ask(RECORD.REGISTER_CLIENT_, entry)).toMatchObject({ name: "bob" });
});

test("kick ends all connections of a user and her sessions, and asks her not to come back", async () => {
  const { chat, type } = await operated();
  const ada = await TestClient.join(chat, "Ada");
  const adaAtHome = await TestClient.logIn(chat, "ada");
  const bob = await TestClient.join(chat, "bob");
  await bob.until(isPage);
  expect(await type("who")).toEqual(["Ada  (2 connections)", "bob"]);
  expect(await type("kick ada")).toEqual(["disconnected ada: 2 connections"]);
  const closing = { reason: "the operator has disconnected you", again: false };
  expect(await ada.closing()).toEqual(closing);
  expect(await adaAtHome.closing()).toEqual(closing);
  expect(await bob.event()).toEqual({ type: "left", name: "Ada" });
  expect(await type("kick ada")).toEqual(["ada is not here"]);
  expect(await type("who")).toEqual(["bob"]);
  const back = await TestClient.connect(chat);
  const resume = { token: ada.token, after: 0 };
  expect(await back.ask(RECORD.RESUME_SESSION, resume)).toEqual({ type: RECORD.SESSION_ENDED });
  await TestClient.logIn(chat, "ada");
});

test("kick finds an old account by its own name and by the one that is shown", async () => {
  const { chat, type } = await operated();
  const name = "ada: I resign";
  const password = formatRecord(await hashPassword("correct horse battery", { ln: 4, r: 8, p: 1 }));
  await chat.users.add({ name, password, address: "", registered: "" });
  for (const typed of [name, `"${name}"`]) {
    const ada = await TestClient.logIn(chat, name);
    expect(await type("who")).toEqual([`"${name}"`]);
    expect(await type(`kick ${typed}`)).toEqual([`disconnected ${typed}: 1 connection`]);
    await ada.closing();
    const back = await TestClient.connect(chat);
    const resume = { token: ada.token, after: 0 };
    expect(await back.ask(RECORD.RESUME_SESSION, resume)).toEqual({ type: RECORD.SESSION_ENDED });
  }
});

test("say tells all, and refuses what is no text", async () => {
  const { chat, type } = await operated();
  const ada = await TestClient.join(chat, "ada");
  await ada.until(isPage);
  expect(await type("say tea is ready")).toEqual([]);
  expect(await ada.event()).toEqual({ type: "notice", text: "tea is ready" });
  await expect(type("say")).rejects.toThrow("say TEXT");
  await expect(type("say \u001b[31m")).rejects.toThrow("control");
});

test("database and clear file send everybody away, because names may have new owners then", async () => {
  const { chat, type } = await operated();
  const ada = await TestClient.join(chat, "ada");
  await expect(type("database accounts")).rejects.toThrow("no such store");
  expect(await type("database")).toEqual(["users are in clients.csv: 1 user"]);
  expect(await type("database other.db")).toEqual(["users are in clients.csv: 0 users"]);
  expect(await ada.closing()).toMatchObject({
    reason: expect.stringContaining("another user database"),
    again: false,
  });
  const stranger = await TestClient.join(chat, "ada");
  expect(await type("clear file")).toEqual(["forgot 1 user"]);
  expect(await stranger.closing()).toMatchObject({
    reason: expect.stringContaining("deleted"),
    again: false,
  });
});

test("search, export and clear history work on what was said", async () => {
  const { chat, type } = await operated();
  const ada = await TestClient.join(chat, "ada");
  ada.say("1", "lunch at one");
  ada.say("2", "fine");
  await ada.until((event) => event.type === "accepted" && event.id === "2");
  expect(await type("search LUNCH")).toEqual([
    expect.stringMatching(/^1 \d{4}-.*Z ada: lunch at one$/),
    "found 1 message",
  ]);
  expect(await type("export said.csv")).toEqual(["exported 2 messages to said.csv"]);
  await expect(type("export ../said.csv")).rejects.toThrow();
  expect(await type("clear history")).toEqual(["forgot 2 messages"]);
  expect(await type("search lunch")).toEqual(["found 0 messages"]);
  ada.request({ type: "history", before: 100 });
  expect(await ada.event()).toEqual({ type: "page", more: false });
  ada.say("3", "anew");
  expect(await ada.event()).toMatchObject({ type: "message", number: 3 });
});
