/** What the server does not put up with, and that nobody else notices: with real connections. */
import { expect, onTestFinished, test, vi } from "vitest";
import { connect } from "../../../shared/net/connect.ts";
import { textOf } from "../../../shared/testing/connected-pair.ts";
import { ClientConnection } from "../connection/client-connection.ts";
import { RECORD } from "../protocol/wire.ts";
import { isPage, startChat, type TestChat, TestClient } from "../testing/test-chat.ts";

/** Waits until a line of the log begins so. */
async function logged(chat: TestChat, beginning: string): Promise<string> {
  for (;;) {
    const line = chat.log.find((told) => told.startsWith(beginning));
    if (line !== undefined) return line;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One member talks until the log tells of somebody dropped; returns how many messages that took. */
async function talkUntilDropped(chat: TestChat, speaker: TestClient): Promise<number> {
  // As long as a text may be, and twice as long in JSON: it fills the system's buffers soonest.
  const text = `${"\t".repeat(1_999)}x`;
  let count = 0;
  while (!chat.log.some((line) => line.includes("dropped"))) {
    count++;
    speaker.say(`${count}`, text);
    await speaker.until((event) => event.type === "accepted");
  }
  return count;
}

test.each([
  ["256 KiB at once", { slowMs: 60_000 }],
  ["64 KiB for too long", { slowMs: 200, queueBytes: 2 ** 30 }],
])(
  "a member that reads nothing is dropped at %s, and the others miss nothing",
  async (_, limits) => {
    const chat = await startChat(limits);
    const [bob, ada, cyd] = await Promise.all(
      ["bob", "ada", "cyd"].map((name) => TestClient.join(chat, name)),
    );
    if (bob === undefined || ada === undefined || cyd === undefined) throw new Error("nobody");
    const toCyd = cyd.until(({ type }) => type === "left");
    const count = await talkUntilDropped(chat, ada);
    expect(chat.log).toContain("warn dropped connection=1 user=bob why=slow");
    expect(await bob.closing()).toEqual({
      reason: "your client reads too slowly, and too much was waiting for it",
      again: true,
    });
    const numbers = (await toCyd).flatMap((event) =>
      event.type === "message" ? [event.number] : [],
    );
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(count - 1);
  },
);

test("a member that asks for pages and reads none of them is not answered on, and dropped", async () => {
  const chat = await startChat({ slowMs: 300 });
  const ada = await TestClient.join(chat, "ada");
  for (let i = 1; i <= 30; i++) ada.say(`${i}`, "я".repeat(1_000));
  await ada.until((event) => event.type === "accepted" && event.id === "30");
  const greedy = await TestClient.logIn(chat, "ada");
  let isGone = false;
  greedy.socket.on("close", () => {
    isGone = true;
  });
  for (let i = 0; i < 20_000 && !isGone; i++) {
    greedy.request({ type: "history", before: 1_000 });
    await greedy.channel.drained();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await logged(chat, "warn dropped connection=2")).toContain("why=slow");
});

test("requests that come too fast wait for their turn, and none is lost", async () => {
  const chat = await startChat({ burst: 5, perSecond: 1 });
  const { promise: later, resolve: letPass } = Promise.withResolvers<void>();
  const waits: number[] = [];
  const pause = vi.spyOn(ClientConnection.prototype, "pause");
  pause.mockImplementation(async (ms) => {
    if (ms === 0) return;
    waits.push(ms);
    await later;
  });
  onTestFinished(() => pause.mockRestore());
  const ada = await TestClient.join(chat, "ada");
  for (let i = 1; i <= 15; i++) ada.say(`${i}`);
  await ada.until((event) => event.type === "accepted" && event.id === "5");
  await vi.waitUntil(() => waits.length === 1);
  expect(chat.history.size).toBe(5);
  letPass();
  await ada.until((event) => event.type === "accepted" && event.id === "15");
  expect(waits).toHaveLength(10);
});

test("a silent member is asked, and closed when it does not answer", async () => {
  const chat = await startChat({ pingMs: 50, pongMs: 50 });
  const ada = await TestClient.join(chat, "ada");
  await ada.until(isPage);
  expect(await ada.next()).toMatchObject({ type: RECORD.PING });
  expect(await ada.closing()).toEqual({
    reason: "your client did not answer for too long",
    again: true,
  });
  expect(await logged(chat, "warn dropped")).toContain("user=ada why=silence");
});

test("a member that answers stays", async () => {
  const chat = await startChat({ pingMs: 20, pongMs: 5_000 });
  const ada = await TestClient.join(chat, "ada");
  await ada.until(isPage);
  for (let i = 0; i < 10; i++) {
    expect(await ada.next()).toMatchObject({ type: RECORD.PING });
    ada.send(RECORD.PONG);
  }
  ada.send(RECORD.PING);
  expect(await ada.next()).toMatchObject({ type: RECORD.PONG });
});

test("a peer that is not there any more, and says nothing about it, is given up", async () => {
  const chat = await startChat({ pingMs: 50, pongMs: 50 });
  const ada = await TestClient.join(chat, "ada");
  // It reads nothing and ends nothing, as a machine without power.
  ada.socket.pause();
  await logged(chat, "warn dropped");
  await logged(chat, "info disconnected connection=1 why=silence");
});

test("one address has a few connections at once, and another when one has ended", async () => {
  const chat = await startChat({ perAddress: 2, limitLoopback: true });
  const ada = await TestClient.join(chat, "ada");
  await TestClient.join(chat, "bob");
  const third = await TestClient.connect(chat);
  expect(await third.closing()).toEqual({
    reason: "your address has 2 connections already, and may have no more; close one and try again",
  });
  await logged(chat, "warn turned-away address=127.0.0.1 why=too-many-at-once");
  ada.channel.close();
  await ada.closing();
  await logged(chat, "info disconnected connection=1");
  await TestClient.join(chat, "cyd");
});

test("too many attempts are refused, with the time to wait, and others are not", async () => {
  const chat = await startChat();
  await TestClient.join(chat, "ada");
  const eve = await TestClient.connect(chat);
  const guess = { name: "ada", password: "wrong password" };
  for (let i = 0; i < 5; i++) {
    expect(await eve.ask(RECORD.LOGIN_ATTEMPTING, guess)).toEqual({
      type: RECORD.INVALID_USERNAME_OR_PASSWORD,
    });
  }
  const again = await TestClient.connect(chat);
  expect(await again.ask(RECORD.LOGIN_ATTEMPTING, guess)).toMatchObject({
    type: RECORD.REFUSED,
    retryAfterMs: expect.any(Number),
  });
  await TestClient.join(chat, "bob");
});

test("a handshake that lasts ends without a word", async () => {
  const chat = await startChat({ handshakeMs: 50 });
  const client = await connect(chat.address);
  expect(await textOf(client)).toBe("");
  expect(await logged(chat, "warn disconnected")).toContain("the handshake took longer than 50 ms");
});

test("a log-in that lasts is ended, though the client sends this and that", async () => {
  const chat = await startChat({ logInMs: 100 });
  const client = await TestClient.connect(chat);
  const busy = setInterval(() => client.send(RECORD.PING), 5);
  onTestFinished(() => clearInterval(busy));
  expect(await client.closing()).toEqual({ reason: "you took too long to log in; connect again" });
  await logged(chat, "info disconnected connection=1 why=log-in-deadline");
});

test("a frame that was begun and does not end is not waited for, though it trickles", async () => {
  const chat = await startChat({ frameMs: 100 });
  const ada = await TestClient.join(chat, "ada");
  ada.socket.write(Uint8Array.of(0, 0, 0, 100));
  const trickle = setInterval(() => ada.socket.write("A"), 5);
  onTestFinished(() => clearInterval(trickle));
  expect(await ada.closing()).toEqual({ reason: "a frame did not end within 100 ms" });
});

test("a frame above the limit is refused at its header: 2 KiB before the log-in, 8 KiB after", async () => {
  const chat = await startChat();
  const stranger = await TestClient.connect(chat);
  stranger.socket.write(Uint8Array.of(0, 0, 8, 1));
  expect(await stranger.closing()).toEqual({
    reason: "a frame announces 2049 bytes; the limit is 2048",
    again: false,
  });
  const ada = await TestClient.join(chat, "ada");
  ada.say("1", '"'.repeat(2_000)); // twice as long in JSON
  await ada.until(({ type }) => type === "accepted");
  ada.socket.write(Uint8Array.of(0, 0, 32, 1));
  expect(await ada.closing()).toEqual({
    reason: "a frame announces 8193 bytes; the limit is 8192",
    again: false,
  });
});

test("a connection that is reset or cut harms nobody", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  const bob = await TestClient.join(chat, "bob");
  const cyd = await TestClient.join(chat, "cyd");
  await ada.until((event) => event.type === "joined" && event.name === "cyd");
  bob.socket.resetAndDestroy();
  expect(await ada.event()).toEqual({ type: "left", name: "bob" });
  cyd.socket.end();
  expect(await ada.event()).toEqual({ type: "left", name: "cyd" });
  await cyd.channel.part();
  ada.say("1");
  await ada.until(({ type }) => type === "accepted");
  expect(chat.log).toContain("warn disconnected connection=2 why=reset");
  expect(await logged(chat, "warn disconnected connection=3")).toContain("without CLOSE");
});

test("one user has a few connections at once, and another when one has ended", async () => {
  const chat = await startChat({ perUser: 2 });
  const ada = await TestClient.join(chat, "ada");
  const second = await TestClient.logIn(chat, "ada");
  const third = await TestClient.connect(chat);
  const entry = { name: "ADA", password: "correct horse battery" };
  expect(await third.ask(RECORD.LOGIN_ATTEMPTING, entry)).toEqual({
    type: RECORD.REFUSED,
    reason:
      "you are connected 2 times already, and may be no more often; end one of the connections and try again",
  });
  await TestClient.join(chat, "bob");
  second.channel.close();
  await second.closing();
  await logged(chat, "info disconnected connection=2");
  expect(await third.ask(RECORD.LOGIN_ATTEMPTING, entry)).toMatchObject({
    type: RECORD.LOGIN_ACCEPTED,
  });
  await ada.until(({ type }) => type === "joined");
});

test("a client that comes back takes the place of its lost connection", async () => {
  const chat = await startChat({ perUser: 1 });
  const lost = await TestClient.join(chat, "ada");
  const again = await TestClient.connect(chat);
  const entry = { token: lost.token, after: 0 };
  expect(await again.ask(RECORD.RESUME_SESSION, entry)).toMatchObject({
    type: RECORD.LOGIN_ACCEPTED,
  });
  expect(await lost.closing()).toEqual({
    reason: "you have come back on another connection",
    again: false,
  });
});

test("a log-out ends all connections of its session, and no other", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  const other = await TestClient.logIn(chat, "ada");
  const same = await TestClient.connect(chat);
  await same.ask(RECORD.RESUME_SESSION, { token: ada.token, after: 0 });
  ada.request({ type: "log-out" });
  expect(await ada.closing()).toEqual({});
  expect(await same.closing()).toEqual({
    reason: "you have logged out on another connection",
    again: false,
  });
  other.say("1");
  await other.until(({ type }) => type === "accepted");
});

test.each(["its client leaves", "its client says CLOSE", "the server stops"])(
  "a search ends when %s",
  async (event) => {
    const chat = await startChat();
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const search = vi.spyOn(chat.history, "search");
    search.mockImplementation(async (_text, _before, _count, options) => {
      options?.signal?.addEventListener("abort", () => resolve());
      await aborted;
      throw options?.signal?.reason;
    });
    const ada = await TestClient.join(chat, "ada");
    ada.request({ type: "search", text: "endless" });
    await vi.waitUntil(() => search.mock.calls.length > 0);
    if (event === "the server stops") await chat.stop();
    else if (event === "its client leaves") ada.socket.destroy();
    else ada.channel.close();
    await aborted;
    const end = await vi.waitUntil(() => chat.log.find((line) => line.includes(" disconnected")));
    expect(end).not.toContain("fault");
  },
);
