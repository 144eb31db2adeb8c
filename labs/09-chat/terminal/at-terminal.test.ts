import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { Ask } from "../../../shared/config/program-options.ts";
import { makeSession } from "../d-delivery/session.ts";
import type { ChatEvent } from "../protocol/messages.ts";
import { RECORD } from "../protocol/wire.ts";
import { ScriptedServer } from "../testing/scripted-server.ts";
import { chatAtTerminal } from "./at-terminal.ts";

const ENTER = "\r";
const time = "2026-11-22T09:30:00.000Z";
const credentials = { action: "log-in", name: "ada", password: "correct horse" } as const;

function message(number: number, text: string): ChatEvent {
  return { type: "message", number, time, from: "ada", text };
}

/** A person at a terminal who has not come in yet, and who answers every question so. */
async function personAt(answer = "") {
  const server = await ScriptedServer.open();
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let raw = "";
  output.on("data", (chunk) => {
    raw += chunk;
  });
  const ask: Ask = async (_name, { fallback }) => answer || fallback;
  const stop = Promise.withResolvers<void>();
  const over = chatAtTerminal({
    makeSession,
    address: server.address,
    tls: false,
    verifyServer: () => {},
    backOff: () => 1,
    credentials,
    ask,
    input,
    output,
    stopped: stop.promise,
  });
  over.catch(() => {}); // looked at by the test
  const peer = await server.peer();
  const entry = await peer.next();
  const screen = () => stripVTControlCharacters(raw);
  return { server, peer, entry, input, over, stop, screen, raw: () => raw };
}

test("chatAtTerminal() shows the past, a rule, who is here, and a prompt", async () => {
  const { peer, screen, stop, over } = await personAt();
  peer.accept(1, [{ ...message(1, "before"), type: "past", from: "bob" } as ChatEvent], true);
  await expect
    .poll(screen)
    .toMatch(/\d\d:\d\d bob: before\n──── said before; .older shows more ─+\n +here: ada\n> $/);
  stop.resolve();
  peer.close();
  await over;
});

test("chatAtTerminal() says what is typed, and shows it when the server has taken it", async () => {
  const { peer, screen, input, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  input.write(`hello${ENTER}half a li`);
  const said = Object((await peer.next())?.said);
  expect(said).toMatchObject({ type: "say", text: "hello" });
  await expect.poll(screen).toMatch(/not delivered yet: hello\n> half a li$/);
  peer.tell(message(1, "hello"), { type: "accepted", id: said.id, number: 1 });
  await expect.poll(screen).toMatch(/\d\d:\d\d ada: hello\n> half a li$/);
  input.write(`\x15/hepl${ENTER}/exit${ENTER}`); // Ctrl-U takes the line away
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  peer.close();
  await over;
  expect(screen()).toContain('Unknown command "/hepl"; did you mean /help?');
});

test("chatAtTerminal() sends a paste of several lines as one message", async () => {
  const { peer, screen, input, stop, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  input.write(`\u001b[200~\tone\rtwo\u001b[201~ three${ENTER}`);
  const { said } = (await peer.next()) ?? {};
  expect(said).toMatchObject({ type: "say", text: "\tone\ntwo three" });
  stop.resolve();
  peer.close();
  await over;
});

test("chatAtTerminal() says what was refused, with the text that is lost otherwise", async () => {
  const { peer, screen, input, stop, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  input.write(`/msg bob psst${ENTER}`);
  const said = Object((await peer.next())?.said);
  peer.tell({ type: "refused", id: said.id, reason: "bob is not here" });
  await expect.poll(screen).toMatch(/\* not sent, bob is not here: psst\n> $/);
  stop.resolve();
  peer.close();
  await over;
});

test("chatAtTerminal() folds a long message, and shows all of it when it is asked to", async () => {
  const { peer, screen, input, stop, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  peer.tell(message(1, Array.from({ length: 100 }, (_, at) => `line ${at}`).join("\n")));
  await expect.poll(screen).toMatch(/line 18\n +… 81 more rows; \/full shows them\n> $/);
  input.write(`/full${ENTER}`);
  await expect.poll(screen).toMatch(/line 98\n +line 99\n> $/);
  stop.resolve();
  peer.close();
  await over;
});

test("chatAtTerminal() completes names, but none that could give commands to the terminal", async () => {
  const { peer, screen, input, stop, over, raw } = await personAt();
  peer.accept(0, [], false);
  peer.tell({ type: "joined", name: "bob" }, { type: "joined", name: "b\u001b]0;owned\u0007" });
  await expect.poll(screen).toContain("owned");
  input.write("/msg b\t");
  await expect.poll(screen).toContain("> /msg bob ");
  expect(raw()).not.toContain("\u001b]0;");
  stop.resolve();
  peer.close();
  await over;
});

test("chatAtTerminal() asks again when the password was wrong", async () => {
  const { peer, screen, over, input } = await personAt("another password");
  peer.send(RECORD.INVALID_USERNAME_OR_PASSWORD);
  expect(await peer.next()).toMatchObject({ said: { password: "another password" } });
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  input.write("\x04"); // Ctrl-D
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  peer.close();
  await over;
});

test("chatAtTerminal() tells that the connection is lost, and that it is back", async () => {
  const { server, peer, screen, input, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  peer.cut();
  const again = await server.peer();
  await expect.poll(screen).toContain("* connection lost: reset by the other side\n");
  await expect.poll(screen).toMatch(/not connected \(reset by.*\); trying again in \d+ s\n> $/);
  input.write(`hello${ENTER}`);
  await expect.poll(screen).toMatch(/trying again in \d+ s\n +not delivered yet: hello\n> $/);
  await again.next();
  again.accept(0);
  expect(await again.next()).toMatchObject({ said: { text: "hello" } });
  await expect.poll(screen).toContain("connected again");
  again.close({ reason: "sent away", again: false });
  await expect(over).rejects.toThrow("sent away");
});

test("chatAtTerminal() leaves when what was said is taken, or when it is told so twice", async () => {
  const { peer, screen, input, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  input.write(`hello${ENTER}/exit${ENTER}`);
  const said = Object((await peer.next())?.said);
  await expect.poll(screen).toContain("1 message is not delivered yet; type /exit again");
  peer.send(RECORD.PING);
  expect(await peer.next()).toMatchObject({ type: RECORD.PONG }); // it is still there
  peer.tell({ type: "accepted", id: said.id, number: 1 });
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  peer.close();
  await over;

  const hasty = await personAt();
  hasty.peer.accept(0);
  await expect.poll(hasty.screen).toContain("here: ada");
  hasty.input.write(`hello${ENTER}again${ENTER}/exit${ENTER}/exit${ENTER}`);
  await hasty.peer.next();
  await hasty.peer.next();
  expect(await hasty.peer.next()).toMatchObject({ said: { type: "log-out" } });
  expect(hasty.screen()).toContain("2 messages are not delivered yet");
  hasty.peer.close();
  await hasty.over;
});

test("chatAtTerminal() sends what is meant for somebody who has left to nobody with a shorter name", async () => {
  const { peer, screen, input, stop, over } = await personAt();
  peer.accept(0);
  peer.tell({ type: "joined", name: "bob" }, { type: "joined", name: "bob smith" });
  peer.tell({ type: "left", name: "bob smith" });
  await expect.poll(screen).toContain("bob smith has left");
  input.write(`/msg bob smith psst${ENTER}`);
  expect((await peer.next())?.said).toMatchObject({ to: "bob smith", text: "psst" });
  stop.resolve();
  peer.close();
  await over;
});

test("chatAtTerminal() leaves on the screen what was not delivered when it ends, and what was being typed", async () => {
  const { peer, screen, input, over } = await personAt();
  peer.accept(0);
  await expect.poll(screen).toContain("here: ada");
  input.write(`hello${ENTER}/msg bob one, two${ENTER}half a li`);
  await peer.next();
  await peer.next();
  await expect.poll(screen).toMatch(/> half a li$/);
  peer.close({ reason: "sent away", again: false });
  await expect(over).rejects.toThrow("sent away");
  expect(screen()).toMatch(
    / {6}\* not delivered: hello\n +\* not delivered: one, two\n +\* not sent: half a li\n/,
  );
});
