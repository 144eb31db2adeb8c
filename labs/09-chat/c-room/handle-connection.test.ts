import { expect, test } from "vitest";
import { connect } from "../../../shared/net/connect.ts";
import { textOf } from "../../../shared/testing/connected-pair.ts";
import { RECORD } from "../protocol/wire.ts";
import { isPage, startChat, TestClient } from "../testing/test-chat.ts";

test("a newcomer is told who is here, oneself as well, then the history, then what happens", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  expect(await ada.until(isPage)).toEqual([
    { type: "here", name: "ada" },
    { type: "page", more: false },
  ]);
  ada.say("1", "hello");
  await ada.until(({ type }) => type === "accepted");
  const bob = await TestClient.join(chat, "bob");
  expect(await bob.until(isPage)).toEqual([
    { type: "here", name: "ada" },
    { type: "here", name: "bob" },
    { type: "past", number: 1, time: expect.any(String), from: "ada", text: "hello" },
    { type: "page", more: false },
  ]);
  expect(await ada.event()).toEqual({ type: "joined", name: "bob" });
});

test("a message goes to all, its sender as well, who is told after it that it is accepted", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  const bob = await TestClient.join(chat, "bob");
  await bob.until(isPage);
  bob.say("id-1", "привет 👩‍🚀");
  const message = {
    type: "message",
    number: 1,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    from: "bob",
    text: "привет 👩‍🚀",
  };
  expect(await bob.event()).toEqual(message);
  expect(await bob.event()).toEqual({ type: "accepted", id: "id-1", number: 1 });
  expect((await ada.until(({ type }) => type === "message")).at(-1)).toEqual(message);
});

test("a message that comes again is acknowledged again, and told once", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  const bob = await TestClient.join(chat, "bob");
  await bob.until(isPage);
  for (const id of ["1", "1", "2", "1", "2", "3"]) ada.say(id);
  let acknowledged = 0;
  const toAda = await ada.until((event) => event.type === "accepted" && ++acknowledged === 6);
  const accepted = toAda.flatMap((event) => (event.type === "accepted" ? [event.number] : []));
  expect(accepted.toSorted()).toEqual([1, 1, 1, 2, 2, 3]);
  const toBob = await bob.until((event) => event.type === "message" && event.text === "3");
  expect(toBob.map((event) => "text" in event && event.text)).toEqual(["1", "2", "3"]);
});

test("all members see all messages in the order of their numbers", async () => {
  const chat = await startChat();
  const names = ["ada", "bob", "cyd", "dan"];
  const members = await Promise.all(names.map((name) => TestClient.join(chat, name)));
  for (let i = 0; i < 50; i++) for (const member of members) member.say(`${i}`, `${i}`);
  const seen = await Promise.all(
    members.map(async (member) => {
      const events = await member.until(
        (event) => event.type === "message" && event.number === 200,
      );
      return events.filter(({ type }) => type === "message");
    }),
  );
  const numbers = seen[0]?.map((event) => "number" in event && event.number);
  expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  for (const messages of seen) expect(messages).toEqual(seen[0]);
});

test("a private message goes to both, wherever they are, to nobody else, and is not kept", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  const bob = await TestClient.join(chat, "Bob");
  const bobAtHome = await TestClient.logIn(chat, "bob");
  const cyd = await TestClient.join(chat, "cyd");
  await cyd.until(isPage);
  ada.request({ type: "private", id: "1", to: "BOB", text: "psst" });
  ada.request({ type: "private", id: "1", to: "BOB", text: "psst" });
  ada.request({ type: "private", id: "2", to: "eve", text: "psst" });
  ada.say("3", "done");
  const told = { type: "private", time: expect.any(String), from: "ada", to: "Bob", text: "psst" };
  const toAda = await ada.until((event) => event.type === "accepted" && event.id === "3");
  expect(toAda.slice(-6)).toEqual([
    told,
    { type: "accepted", id: "1" },
    { type: "accepted", id: "1" },
    { type: "refused", id: "2", reason: "nobody of that name is here" },
    expect.objectContaining({ type: "message", number: 1 }),
    { type: "accepted", id: "3", number: 1 },
  ]);
  for (const listener of [bob, bobAtHome]) {
    const events = await listener.until(({ type }) => type === "message");
    expect(events.filter(({ type }) => type === "private")).toEqual([told]);
  }
  expect(await cyd.event()).toMatchObject({ type: "message", text: "done" });
  expect(chat.history.last).toBe(1);
});

test("a user's first connection and the last are told, and no other", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  await ada.until(isPage);
  const bob = await TestClient.join(chat, "bob");
  const again = await TestClient.logIn(chat, "BOB");
  expect((await again.until(isPage)).filter(({ type }) => type === "here")).toEqual([
    { type: "here", name: "ada" },
    { type: "here", name: "bob" },
  ]);
  bob.channel.close();
  await bob.closing();
  again.say("1", "still here");
  await again.until(({ type }) => type === "accepted");
  again.channel.close();
  const events = await ada.until(({ type }) => type === "left");
  expect(events.map(({ type }) => type)).toEqual(["joined", "message", "left"]);
  expect(events.at(-1)).toEqual({ type: "left", name: "bob" });
});

test("CLOSE is answered with what was still to be said, CLOSE, and FIN", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  for (let i = 1; i <= 20; i++) ada.say(`${i}`);
  ada.channel.close();
  const events = [];
  for (let event = await ada.event(); event !== undefined; event = await ada.event()) {
    events.push(event);
  }
  expect(events.at(-1)).toEqual({ type: "accepted", id: "20", number: 20 });
  expect(ada.channel.lastWord).toEqual({});
  await chat.stop();
  expect(chat.log).toContain("info left connection=1 user=ada why=closed");
  expect(chat.log).toContain("info disconnected connection=1 why=closed");
});

test("pages: the last fifty on coming, the first hundred after a number, and what is asked for", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  for (let i = 1; i <= 230; i++) ada.say(`${i}`, i % 100 === 0 ? `Lunch ${i}` : `${i}`);
  await ada.until((event) => event.type === "accepted" && event.id === "230");
  const numbersOf = async (client: TestClient) => {
    const events = await client.until(isPage);
    const numbers = events.flatMap((event) => (event.type === "past" ? [event.number] : []));
    return [numbers.length, numbers[0], numbers.at(-1), events.at(-1)];
  };
  const more = (yes: boolean) => ({ type: "page", more: yes });
  expect(await numbersOf(await TestClient.logIn(chat, "ada"))).toEqual([50, 181, 230, more(true)]);
  expect(await numbersOf(await TestClient.logIn(chat, "ada", 0))).toEqual([
    100,
    1,
    100,
    more(true),
  ]);
  expect(await numbersOf(await TestClient.logIn(chat, "ada", 200))).toEqual([
    30,
    201,
    230,
    more(false),
  ]);
  ada.request({ type: "history", before: 101 });
  expect(await numbersOf(ada)).toEqual([100, 1, 100, more(false)]);
  ada.request({ type: "history", before: 1_000_000 });
  expect(await numbersOf(ada)).toEqual([100, 131, 230, more(true)]);
  ada.request({ type: "history", after: 1_000_000 });
  expect(await numbersOf(ada)).toEqual([0, undefined, undefined, more(false)]);
  ada.request({ type: "search", text: "lunch" });
  expect(await numbersOf(ada)).toEqual([2, 100, 200, more(false)]);
  ada.request({ type: "search", text: "lunch", before: 200 });
  expect(await numbersOf(ada)).toEqual([1, 100, 100, more(false)]);
});

test("log-out ends the session; a lost connection does not", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  ada.socket.destroy();
  const again = await TestClient.connect(chat);
  const resume = { token: ada.token, after: 0 };
  expect(await again.ask(RECORD.RESUME_SESSION, resume)).toMatchObject({
    type: RECORD.LOGIN_ACCEPTED,
    name: "ada",
    last: 0,
  });
  again.request({ type: "log-out" });
  expect(await again.closing()).toEqual({});
  const late = await TestClient.connect(chat);
  expect(await late.ask(RECORD.RESUME_SESSION, resume)).toEqual({ type: RECORD.SESSION_ENDED });
});

test("what cannot be told is refused, and the connection stays", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  await ada.until(isPage);
  ada.say("1", " \n ");
  ada.request({ type: "search", text: "" });
  ada.say("2", "a");
  expect(await ada.event()).toMatchObject({ type: "refused", id: "1" });
  expect(await ada.event()).toEqual({ type: "refused", reason: expect.any(String) });
  expect(await ada.event()).toMatchObject({ type: "message", number: 1 });
});

test.each([
  [RECORD.CLIENT_TO_SERVER, { type: "dance" }, "a request cannot be understood"],
  [
    RECORD.LOGIN_ATTEMPTING,
    { name: "ada", password: "12345678" },
    "a record of type 16 in the room",
  ],
  [RECORD.LOGIN_ACCEPTED, {}, "a record of type 32 in the room"],
] as const)(
  "a record of type %i with %o in the room ends the connection",
  async (type, content, reason) => {
    const chat = await startChat();
    const ada = await TestClient.join(chat, "ada");
    ada.send(type, content);
    expect(await ada.closing()).toEqual({ reason, again: false });
  },
);

test("a server that stops tells everybody, and lets them come back", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  const stranger = await TestClient.connect(chat);
  const silent = await connect(chat.address);
  ada.say("1");
  await ada.until(({ type }) => type === "accepted");
  const stopped = chat.stop();
  for (const client of [ada, stranger]) {
    expect(await client.closing()).toEqual({ reason: "the server is shutting down", again: true });
    client.channel.close();
  }
  expect(await textOf(silent)).toBe("");
  silent.destroy();
  await stopped;
  expect(chat.log).toContain("info left connection=1 user=ada why=stop");
  expect(chat.log).toContain("info disconnected connection=2 why=stop");
});

test("inside TLS all is the same", async () => {
  const chat = await startChat({ tls: true });
  const ada = await TestClient.join(chat, "ada");
  ada.say("1");
  await ada.until(({ type }) => type === "accepted");
  ada.request({ type: "log-out" });
  expect(await ada.closing()).toEqual({});
  ada.channel.close();
  await ada.channel.part();
  await chat.stop();
  expect(chat.log).toContain("info disconnected connection=1 why=log-out");
});

test("when a session ends, its members must log in again", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  chat.context.accounts.revoke("ada");
  ada.say("1");
  expect(await ada.closing()).toEqual({
    reason: "your session has ended; log in again",
    again: true,
  });
  expect(chat.history.last).toBe(0);
});

test("the log tells no text, no password and no token", async () => {
  const chat = await startChat();
  const ada = await TestClient.join(chat, "ada");
  ada.say("1", "marmalade");
  ada.request({ type: "private", id: "2", to: "ada", text: "marmalade" });
  ada.request({ type: "search", text: "marmalade" });
  await ada.until((event) => event.type === "page" && event.more === false);
  const eve = await TestClient.connect(chat);
  const guess = { name: "marmalade", password: "marmalade" };
  expect(await eve.ask(RECORD.LOGIN_ATTEMPTING, guess)).toEqual({
    type: RECORD.INVALID_USERNAME_OR_PASSWORD,
  });
  await chat.stop();
  const story = chat.log.join("\n");
  expect(story).toContain("said connection=1 number=1 bytes=9");
  for (const secret of ["marmalade", "correct", ada.token]) expect(story).not.toContain(secret);
});
