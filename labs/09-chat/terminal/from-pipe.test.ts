import { PassThrough } from "node:stream";
import { expect, onTestFinished, test, vi } from "vitest";
import { flushStatus } from "../../../shared/process/print-status.ts";
import { makeSession } from "../d-delivery/session.ts";
import { RECORD } from "../protocol/wire.ts";
import { ScriptedServer, TOKEN } from "../testing/scripted-server.ts";
import { chatFromPipe } from "./from-pipe.ts";

const time = "2026-11-22T09:30:00.000Z";
const credentials = { action: "log-in", name: "ada", password: "correct horse" } as const;

/** A client with pipes, before it is in the room. */
async function pipedClient() {
  const server = await ScriptedServer.open();
  const input = new PassThrough();
  const output = new PassThrough();
  const stop = Promise.withResolvers<void>();
  let shown = "";
  output.on("data", (chunk) => {
    shown += chunk;
  });
  const over = chatFromPipe({
    makeSession,
    address: server.address,
    tls: false,
    verifyServer: () => {},
    backOff: () => 1,
    credentials,
    input,
    output,
    stopped: stop.promise,
  });
  over.catch(() => {}); // looked at by the test
  const peer = await server.peer();
  await peer.next();
  return { server, peer, input, over, stop, shown: () => shown };
}

test("chatFromPipe() says each line, waits until all is acknowledged, and leaves", async () => {
  const { peer, input, over, shown } = await pipedClient();
  input.end("hello\n\n//who\n/nope\n/msg bob psst\nlast");
  peer.accept(1, [{ type: "past", number: 1, time, from: "bob", text: "before" }]);
  const said = [];
  for (let count = 0; count < 4; count++) said.push(Object((await peer.next())?.said));
  expect(said.map(({ text, to }) => (to === undefined ? text : [to, text]))).toEqual([
    "hello",
    "/who",
    ["bob", "psst"],
    "last",
  ]);
  const accepted = said.map(({ id }) => ({ type: "accepted", id }) as const);
  peer.tell({ type: "joined", name: "bob" }, ...accepted);
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  expect(await peer.next()).toBeUndefined();
  peer.tell({ type: "message", number: 2, time, from: "ada", text: "hello\nyou" });
  peer.close();
  await over;
  expect(shown()).toBe("bob: before\n* bob has joined\nada: hello\\nyou\n");
});

test("chatFromPipe() takes a private message from a file that an editor on Windows has saved", async () => {
  const { peer, input, over, stop } = await pipedClient();
  input.end("\ufeff/msg bob the key is 4711\r\n");
  peer.accept(0);
  expect(await peer.next()).toMatchObject({ said: { to: "bob", text: "the key is 4711" } });
  stop.resolve();
  peer.close();
  await over;
});

test("chatFromPipe() looks for something only when what was said before is acknowledged", async () => {
  const { peer, input, over } = await pipedClient();
  input.end("hello\n/search hello\n");
  peer.accept(0);
  const { said } = Object(await peer.next());
  expect(said).toMatchObject({ type: "say", text: "hello" });
  peer.send(RECORD.PING);
  expect(await peer.next()).toMatchObject({ type: RECORD.PONG });
  peer.tell({ type: "accepted", id: said.id, number: 1 });
  expect(await peer.next()).toMatchObject({ said: { type: "search", text: "hello" } });
  peer.tell({ type: "past", number: 1, time, from: "ada", text: "hello" });
  peer.tell({ type: "page", more: false });
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  peer.close();
  await over;
});

test.each(["exit", "/exit"])("chatFromPipe() leaves at the line %s", async (line) => {
  const { peer, input, over } = await pipedClient();
  input.write(`${line}\nhello\n`);
  peer.accept(0);
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  peer.close();
  await over;
});

test("chatFromPipe() leaves when it shall stop, even with its input open", async () => {
  const { peer, stop, over } = await pipedClient();
  peer.accept(0);
  stop.resolve();
  peer.close();
  await over;
});

test("chatFromPipe() fails when it is refused", async () => {
  const { peer, over } = await pipedClient();
  peer.send(RECORD.INVALID_USERNAME_OR_PASSWORD);
  expect(await peer.next()).toBeUndefined();
  peer.close();
  await expect(over).rejects.toThrow(/^Cannot log in: wrong name or password; check LAB_NAME/);
});

test("chatFromPipe() fails when it comes back and is refused", async () => {
  const { server, peer, over } = await pipedClient();
  peer.accept(0);
  peer.cut();
  const again = await server.peer();
  await again.next();
  again.send(RECORD.SESSION_ENDED);
  await again.next();
  again.send(RECORD.INVALID_USERNAME_OR_PASSWORD);
  expect(await again.next()).toBeUndefined();
  again.close();
  await expect(over).rejects.toThrow(/^Cannot log in: wrong name or password; check LAB_NAME/);
});

test("chatFromPipe() fails when the server does not want it any more", async () => {
  const { peer, over } = await pipedClient();
  peer.accept(0);
  peer.close({ reason: "you are sent away", again: false });
  await expect(over).rejects.toThrow(/: you are sent away; /);
});

test("chatFromPipe() says what was not acknowledged once more, on the next connection", async () => {
  const { server, peer, input, over } = await pipedClient();
  peer.accept(0);
  input.end("hello\n");
  const first = await peer.next();
  peer.cut();
  const again = await server.peer();
  await again.next();
  again.accept(0);
  expect(await again.next()).toEqual(first);
  again.tell({ type: "accepted", id: Object(first?.said).id, number: 1 });
  expect(await again.next()).toMatchObject({ said: { type: "log-out" } });
  again.close();
  await over;
});

test("chatFromPipe() says how many messages were not delivered when the server does not want it any more", async () => {
  const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const { peer, over, input } = await pipedClient();
  peer.accept(0);
  input.write("one\ntwo\n");
  await peer.next();
  await peer.next();
  peer.close({ reason: "you are sent away", again: false });
  await expect(over).rejects.toThrow(/: you are sent away; /);
  flushStatus();
  expect(said.mock.calls.join("")).toContain("2 messages were not delivered\n");
});

test("chatFromPipe() makes the names of others safe to show in its answer to /who", async () => {
  const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const { peer, over, input } = await pipedClient();
  peer.send(RECORD.LOGIN_ACCEPTED, { name: "ada", token: TOKEN, last: 0 });
  peer.tell(
    { type: "here", name: "ada" },
    { type: "here", name: "b\x1b\nob" },
    { type: "page", more: false },
  );
  input.end("/who\n");
  await peer.next();
  peer.close();
  await over;
  flushStatus();
  expect(said.mock.calls.join("")).toContain("here: ada, b\\u001b\\nob\n");
});
