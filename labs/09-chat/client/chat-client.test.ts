import { expect, onTestFinished, test, vi } from "vitest";
import { ProgramError } from "../../../shared/process/errors.ts";
import { problemOf } from "../b-accounts/login-flow.ts";
import { makeSession } from "../d-delivery/session.ts";
import type { ChatEvent } from "../protocol/messages.ts";
import { RECORD } from "../protocol/wire.ts";
import { ScriptedServer, TOKEN } from "../testing/scripted-server.ts";
import { ChatClient, type ChatClientOptions, DEFAULT_TIMES } from "./chat-client.ts";
import type { Update } from "./updates.ts";

const time = "2026-11-22T09:30:00.000Z";
const ada = { action: "log-in", name: "ada", password: "correct horse" } as const;
const { name, password } = ada;

function message(number: number, text = `text ${number}`): ChatEvent {
  return { type: "message", number, time, from: "bob", text };
}

function past(number: number): ChatEvent {
  return { type: "past", number, time, from: "bob", text: `text ${number}` };
}

/** The numbers of the messages in an update. */
function numbersIn(update: Update): number[] {
  if (update.type === "past") return update.messages.map(({ number }) => number);
  return update.type === "message" ? [update.number] : [];
}

/** A client of this server, and what it has told. */
function clientOf({ address }: ScriptedServer, changes: Partial<ChatClientOptions> = {}) {
  const updates: Update[] = [];
  const cut = new AbortController();
  const client = new ChatClient({
    makeSession,
    address,
    tls: false,
    verifyServer: () => {},
    on: (update) => {
      updates.push(update);
    },
    signal: cut.signal,
    backOff: () => 1,
    ...changes,
  });
  onTestFinished(() => cut.abort());
  return {
    client,
    updates,
    told: <Type extends Update["type"]>(type: Type) =>
      updates.filter((update): update is Extract<Update, { type: Type }> => update.type === type),
    /** The numbers of the messages that were shown, of the past and of the present. */
    numbers: () => updates.flatMap(numbersIn),
  };
}

/** A client that is in the room, where it has seen the messages up to `last`. */
async function inTheRoom(last = 0, changes: Partial<ChatClientOptions> = {}) {
  const server = await ScriptedServer.open();
  const chat = clientOf(server, changes);
  chat.client.enter(ada);
  const peer = await server.peer();
  expect(await peer.next()).toEqual({ type: RECORD.LOGIN_ATTEMPTING, said: { name, password } });
  peer.accept(last, last === 0 ? [] : [past(last)]);
  await expect.poll(() => chat.told("members").length).toBe(1);
  return { ...chat, server, peer };
}

test("ChatClient comes in, and tells what happens", async () => {
  const { updates, peer, server } = await inTheRoom(41);
  peer.tell({ type: "joined", name: "bob" }, message(42), { type: "left", name: "bob" });
  await expect.poll(() => updates.length).toBe(13);
  expect(updates).toEqual([
    { type: "state", state: "connecting" },
    { type: "connected" },
    { type: "fingerprint", fingerprint: expect.stringMatching(/^SHA256:/) },
    { type: "state", state: "entering" },
    { type: "state", state: "in" },
    { type: "entered", name: "ada" },
    {
      type: "past",
      of: "join",
      messages: [{ number: 41, time, from: "bob", text: "text 41" }],
      more: false,
    },
    { type: "members", names: ["ada"] },
    { type: "joined", name: "bob", time: expect.any(String) },
    { type: "members", names: ["ada", "bob"] },
    message(42),
    { type: "left", name: "bob", time: expect.any(String) },
    { type: "members", names: ["ada"] },
  ]);
  expect(server.address.port).toBeGreaterThan(0);
});

test("ChatClient says what it is told to say, and tells when it is acknowledged", async () => {
  const { client, peer, told } = await inTheRoom();
  const id = client.say("hello");
  expect(id).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
  expect(await peer.next()).toEqual({
    type: RECORD.CLIENT_TO_SERVER,
    said: { type: "say", id, text: "hello" },
  });
  peer.tell(message(1), { type: "accepted", id, number: 1 });
  await client.allAcknowledged;
  expect(told("acknowledged")).toEqual([{ type: "acknowledged", id }]);
});

test("ChatClient has at most 64 messages under way", async () => {
  const { client, peer } = await inTheRoom();
  const ids = Array.from({ length: 70 }, (_, index) => client.say(`text ${index}`));
  client.tell("bob", "the last");
  const received = [];
  for (let count = 0; count < 64; count++) received.push(await peer.next());
  peer.send(RECORD.PING);
  expect(await peer.next()).toEqual({ type: RECORD.PONG, said: {} }); // and no 65th before it
  expect(received.map((record) => Object(record?.said).id)).toEqual(ids.slice(0, 64));
  peer.tell({ type: "accepted", id: ids[5] ?? "" });
  expect(await peer.next()).toMatchObject({ said: { id: ids[64] } });
});

test("ChatClient comes back by its token, behind what it has seen, and says again what is not acknowledged", async () => {
  const { client, peer, server, numbers, told } = await inTheRoom(41);
  const [one, two, three] = [client.say("one"), client.say("two"), client.tell("bob", "three")];
  for (let count = 0; count < 3; count++) await peer.next();
  peer.tell(message(42), { type: "accepted", id: one });
  await expect.poll(() => told("acknowledged").length).toBe(1);
  peer.cut();
  const again = await server.peer();
  expect(await again.next()).toEqual({
    type: RECORD.RESUME_SESSION,
    said: { token: TOKEN, after: 42 },
  });
  again.accept(44, [past(43), past(44)]);
  expect(await again.next()).toMatchObject({ said: { id: two, text: "two" } });
  expect(await again.next()).toMatchObject({ said: { id: three, to: "bob", text: "three" } });
  again.tell({ type: "accepted", id: two }, message(44), message(45));
  await expect.poll(() => numbers()).toEqual([41, 42, 43, 44, 45]);
  expect(told("state").find(({ state }) => state === "waiting")).toEqual({
    type: "state",
    state: "waiting",
    reason: "reset by the other side",
    retryInMs: 1,
  });
});

test("ChatClient fetches page after page of what it has missed, and holds back what happens meanwhile", async () => {
  const { client, peer, server, numbers } = await inTheRoom(1);
  peer.close({ reason: "the server stops", again: true });
  const again = await server.peer();
  await again.next();
  client.say("hello");
  again.accept(9, [past(2), past(3)], true);
  again.tell(message(10));
  expect(await again.next()).toMatchObject({ said: { type: "history", after: 3 } });
  again.tell(past(4), past(9), past(10), { type: "page", more: false }, message(11));
  expect(await again.next()).toMatchObject({ said: { type: "say" } });
  await expect.poll(() => numbers()).toEqual([1, 2, 3, 4, 9, 10, 11]);
});

test("ChatClient logs in again when the server has forgotten its session", async () => {
  const { peer, server, told } = await inTheRoom(41);
  peer.cut();
  const again = await server.peer();
  expect(await again.next()).toMatchObject({ type: RECORD.RESUME_SESSION });
  again.send(RECORD.SESSION_ENDED);
  expect(await again.next()).toEqual({
    type: RECORD.LOGIN_ATTEMPTING,
    said: { name, password, after: 41 },
  });
  again.accept(41);
  await expect.poll(() => told("entered").length).toBe(2);
});

test("ChatClient asks once more, on the same connection, when it is refused", async () => {
  const server = await ScriptedServer.open();
  const { client, told } = clientOf(server);
  client.enter({ ...ada, password: "wrong password" });
  const peer = await server.peer();
  await peer.next();
  peer.send(RECORD.INVALID_USERNAME_OR_PASSWORD);
  await expect.poll(() => told("refused")).toEqual([{ type: "refused", why: { type: "wrong" } }]);
  client.enter(ada);
  expect(await peer.next()).toMatchObject({ said: { name, password } });
});

test("ChatClient connects once more when it is refused and the server did not wait", async () => {
  const server = await ScriptedServer.open();
  const { client, told } = clientOf(server);
  client.enter({ ...ada, action: "register" });
  const peer = await server.peer();
  expect(await peer.next()).toMatchObject({ type: RECORD.REGISTER_CLIENT_ });
  peer.send(RECORD.USER_IN_DATABASE);
  peer.close({ reason: "the log-in took too long" });
  await expect.poll(() => told("refused")).toEqual([{ type: "refused", why: { type: "taken" } }]);
  expect(await peer.next()).toBeUndefined();
  client.enter(ada);
  expect(await (await server.peer()).next()).toMatchObject({ type: RECORD.LOGIN_ATTEMPTING });
});

test("ChatClient connects once more when the server leaves while it is entered again", async () => {
  const server = await ScriptedServer.open();
  const { client, told } = clientOf(server);
  client.enter({ ...ada, action: "register" });
  const peer = await server.peer();
  await peer.next();
  peer.send(RECORD.USER_IN_DATABASE);
  await expect.poll(() => told("refused").length).toBe(1);
  client.enter(ada);
  await peer.next();
  peer.close({ reason: "the log-in took too long" });
  expect(await (await server.peer()).next()).toMatchObject({ type: RECORD.LOGIN_ATTEMPTING });
});

test("ChatClient waits as long as the server wants when it was in already", async () => {
  const { peer, server, told } = await inTheRoom();
  peer.cut();
  const paused = await server.peer();
  await paused.next();
  paused.send(RECORD.REFUSED, { reason: "paused", retryAfterMs: 20 });
  expect(await paused.next()).toBeUndefined();
  paused.close();
  const again = await server.peer();
  expect(await again.next()).toMatchObject({ type: RECORD.RESUME_SESSION });
  expect(told("state").filter(({ state }) => state === "waiting")[1]).toMatchObject({
    reason: "paused",
    retryInMs: 20,
  });
});

test("ChatClient does not come back to a server that does not want it", async () => {
  const { client, peer, told } = await inTheRoom();
  peer.close({ reason: "kicked\u001b[2J", again: false });
  await expect(client.ended).rejects.toThrow(/: kicked\\u001b\[2J; /);
  await expect(client.ended).rejects.toBeInstanceOf(ProgramError);
  const reason = expect.stringContaining("kicked") as unknown;
  expect(told("state").at(-1)).toMatchObject({ state: "ended", reason });
});

test("ChatClient says nothing to a server that its verifier refuses", async () => {
  const server = await ScriptedServer.open();
  const verifyServer = () => {
    throw new ProgramError("HOST KEY CHANGED: it is another one");
  };
  const { client, told } = clientOf(server, { verifyServer });
  client.enter(ada);
  await expect(server.peer()).rejects.toThrow("left during the handshake");
  await expect(client.ended).rejects.toThrow("HOST KEY CHANGED");
  expect(told("fingerprint")).toEqual([]);
});

test("ChatClient leaves although a person has not verified the server yet", async () => {
  const server = await ScriptedServer.open();
  const asked = Promise.withResolvers<void>();
  const verifyServer = () => {
    asked.resolve();
    return new Promise<void>(() => {});
  };
  const { client } = clientOf(server, { verifyServer });
  client.enter(ada);
  await Promise.all([asked.promise, expect(server.peer()).rejects.toThrow("left"), leaveThen()]);
  await client.ended;

  async function leaveThen(): Promise<void> {
    await asked.promise;
    await client.leave();
  }
});

/** Stops the clock, and returns what lets more time pass than a handshake may last. */
function stoppedClock(): () => void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  return () => void vi.advanceTimersByTime(DEFAULT_TIMES.handshakeMs + 1);
}

test("ChatClient connects once more when a person took too long to verify the server", async () => {
  const pass = stoppedClock();
  const server = await ScriptedServer.open();
  const verified: string[] = [];
  const { client } = clientOf(server, {
    verifyServer: async (fingerprint) => {
      if (verified.push(fingerprint) === 1) pass();
    },
  });
  client.enter(ada);
  await expect(server.peer()).rejects.toThrow();
  const peer = await server.peer();
  expect(await peer.next()).toMatchObject({ type: RECORD.LOGIN_ATTEMPTING });
  expect(verified).toHaveLength(2);
});

test("ChatClient reports a refusal by a person who took longer than the handshake may", async () => {
  const pass = stoppedClock();
  const server = await ScriptedServer.open();
  const { client } = clientOf(server, {
    verifyServer: async () => {
      pass();
      throw new Error("Cannot trust it");
    },
  });
  client.enter(ada);
  await expect(server.peer()).rejects.toThrow();
  await expect(client.ended).rejects.toThrow("Cannot trust it");
});

test("ChatClient tells why it cannot connect the first time, and does not try again", async () => {
  const server = await ScriptedServer.open();
  const { client } = clientOf(server, { address: { host: "127.0.0.1", port: 1 } });
  client.enter(ada);
  await expect(client.ended).rejects.toThrow(/Cannot connect to 127.0.0.1:1: nothing listens/);
});

test.each([
  ["an event of another shape", RECORD.SERVER_TO_CLIENT, [{ type: "dance" }], "an event"],
  ["a page that nobody wants", RECORD.SERVER_TO_CLIENT, [{ type: "page", more: false }], "a page"],
  ["an answer that nobody wants", RECORD.SESSION_ENDED, {}, "a record of type 35"],
  ["a record for servers", RECORD.LOGIN_ATTEMPTING, {}, "a record of type 16"],
])("ChatClient closes the connection after %s, says why, and comes back", async (...row) => {
  const [, type, content, reason] = row;
  const { peer, server } = await inTheRoom();
  peer.send(type, content);
  expect(await peer.next()).toBeUndefined();
  expect(peer.channel.lastWord?.reason).toMatch(reason);
  peer.close();
  expect(await (await server.peer()).next()).toMatchObject({ type: RECORD.RESUME_SESSION });
});

test("ChatClient gives up a server that does not answer its PING, and comes back", async () => {
  const { peer, server, told } = await inTheRoom(0, { times: { pingMs: 20, pongMs: 500 } });
  expect(await peer.next()).toMatchObject({ type: RECORD.PING });
  peer.send(RECORD.PONG);
  expect(await peer.next()).toMatchObject({ type: RECORD.PING });
  await server.peer();
  const waiting = told("state").find(({ state }) => state === "waiting");
  expect(waiting?.reason).toBe("the server does not answer");
});

test("ChatClient leaves with log-out and CLOSE, and still tells what comes", async () => {
  const { client, peer, numbers, told } = await inTheRoom();
  const left = client.leave();
  expect(await peer.next()).toMatchObject({ said: { type: "log-out" } });
  expect(await peer.next()).toBeUndefined();
  peer.tell(message(1));
  peer.close();
  await left;
  await client.ended;
  expect(numbers()).toEqual([1]);
  expect(told("state").at(-1)).toEqual({ type: "state", state: "ended" });
});

test("ChatClient leaves at once when no connection stands", async () => {
  const { client, peer, told } = await inTheRoom(0, { backOff: () => 60_000 });
  peer.cut();
  await expect.poll(() => told("state").at(-1)?.state).toBe("waiting");
  await client.leave();
  await client.ended;
});

test("ChatClient waits longer after each attempt that has not reached the room", async () => {
  const attempts: number[] = [];
  const backOff = (attempt: number) => {
    attempts.push(attempt);
    return 1;
  };
  const { client, peer, server } = await inTheRoom(0, { backOff, steadyMs: 0 });
  peer.cut();
  for (let attempt = 1; attempt <= 3; attempt++) (await server.peer()).cut();
  const back = await server.peer();
  await back.next();
  back.accept(0);
  back.cut();
  await server.peer();
  expect(attempts).toEqual([0, 1, 2, 3, 0]);
  await client.leave();
});

test("ChatClient shows pages of the past to whoever has asked, also over a lost connection", async () => {
  const { client, peer, server, updates } = await inTheRoom(41);
  client.older();
  client.search("lunch");
  expect(await peer.next()).toMatchObject({ said: { type: "history", before: 41 } });
  expect(await peer.next()).toMatchObject({ said: { type: "search", text: "lunch" } });
  peer.tell(past(39), past(40), { type: "page", more: true }, past(7));
  await expect.poll(() => updates.at(-1)).toMatchObject({ type: "past", of: "older", more: true });
  peer.cut();
  const again = await server.peer();
  await again.next();
  again.accept(41);
  expect(await again.next()).toMatchObject({ said: { type: "search", text: "lunch" } });
  client.older();
  expect(await again.next()).toMatchObject({ said: { type: "history", before: 39 } });
  again.tell(past(7), { type: "page", more: false });
  await expect.poll(() => updates.at(-1)).toMatchObject({ type: "results", more: false });
  again.tell({ type: "refused", reason: "no" });
  await expect.poll(() => updates.at(-1)).toEqual({ type: "not-taken", reason: "no" });
  client.older(17);
  expect(await again.next()).toMatchObject({ said: { type: "history", before: 17 } });
});

test("ChatClient tells of each search what it was for, also when another one is refused", async () => {
  const { client, peer, told } = await inTheRoom();
  for (const text of ["lunch", "tea", "dinner"]) client.search(text);
  const end = { type: "page", more: false } as const;
  peer.tell(end, { type: "refused", reason: "too much at once" }, past(7), end);
  await expect.poll(() => told("results").length).toBe(2);
  expect(told("results").map(({ text, messages }) => [text, messages.length])).toEqual([
    ["lunch", 0],
    ["dinner", 1],
  ]);
});

test("ChatClient shows what was said while it was away by a server that has lost its history", async () => {
  const { server, peer, numbers } = await inTheRoom(41);
  peer.cut();
  const again = await server.peer();
  await again.next();
  again.accept(2);
  again.tell(message(3));
  expect(await again.next()).toMatchObject({ said: { type: "history", before: 3 } });
  again.tell(past(1), past(2), { type: "page", more: true });
  await expect.poll(numbers).toEqual([41, 1, 2, 3]);
});

test.each([
  ["x".repeat(3_000), password, "bad name: it has more than 32 letters"],
  [name, "x".repeat(3_000), "bad password: it is too long"],
  [name, "\u0001".repeat(250), "bad password: it is too long"],
])(
  "ChatClient refuses by itself what the server could not read: %#",
  async (name, password, reason) => {
    const { client, told, updates } = clientOf(await ScriptedServer.open());
    client.enter({ ...ada, name, password });
    expect(told("refused")).toEqual([{ type: "refused", why: { type: "refused", reason } }]);
    expect(updates).toHaveLength(1);
    await client.leave();
  },
);

test("the longest name and password that an account can have fit into an entry", () => {
  const longest = { ...ada, name: "\u{1f469}".repeat(32), password: "\u{1f469}".repeat(256) };
  expect(problemOf(longest)).toBeUndefined();
  expect(problemOf({ ...longest, password: '"'.repeat(256) })).toBeUndefined();
});
