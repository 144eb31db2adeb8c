import { expect, test } from "vitest";
import { isPage, startChat, TestClient } from "../testing/test-chat.ts";
import { answersWithoutHistory, InFlight } from "./answer-request.ts";

/** Work that ends when the test says so. */
function job() {
  return Promise.withResolvers<void>();
}

/** Lets everything run that can run now. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("InFlight.lessThan() waits until enough of the work is done", async () => {
  const work = new InFlight(() => {});
  const jobs = [job(), job()];
  for (const { promise } of jobs) work.add(promise);
  await work.lessThan(3);
  let isThrough = false;
  const waiting = work.lessThan(2).then(() => {
    isThrough = true;
  });
  await turn();
  expect(isThrough).toBe(false);
  jobs[1]?.resolve();
  await waiting;
  const done = work.done();
  jobs[0]?.resolve();
  await done;
});

test("InFlight tells what a piece of work throws, and counts it as done", async () => {
  const errors: unknown[] = [];
  const work = new InFlight((error) => errors.push(error));
  work.add(Promise.reject(new Error("broken")));
  await work.done();
  expect(errors).toEqual([new Error("broken")]);
});

/** A chat without memory, with these members in it, who have been told who is there. */
async function roomOf(...names: string[]) {
  const chat = await startChat({ answers: answersWithoutHistory });
  const members: TestClient[] = [];
  for (const name of names) members.push(await TestClient.join(chat, name));
  for (const member of members) await member.until(isPage);
  return { chat, members };
}

test("without history, a message goes to everybody who is there, and a later member is told nothing of it", async () => {
  const { chat, members } = await roomOf("ada", "bob");
  const [ada, bob] = members;
  ada?.say("1", "hello");
  const told = { type: "message", number: 1, time: expect.any(String), from: "ada", text: "hello" };
  expect((await ada?.until(({ type }) => type === "accepted"))?.slice(-2)).toEqual([
    told,
    { type: "accepted", id: "1", number: 1 },
  ]);
  expect(await bob?.event()).toEqual(told);
  const cyd = await TestClient.join(chat, "cyd");
  expect(await cyd.until(isPage)).toEqual([
    { type: "here", name: "ada" },
    { type: "here", name: "bob" },
    { type: "here", name: "cyd" },
    { type: "page", more: false },
  ]);
});

test("without history, a message that comes again is a new one", async () => {
  const { members } = await roomOf("ada");
  const [ada] = members;
  for (const text of ["once", "more"]) ada?.say("same", text);
  const events = await ada?.until((event) => event.type === "accepted" && event.number === 2);
  expect(events?.map((event) => ("text" in event ? event.text : event.type))).toEqual([
    "once",
    "accepted",
    "more",
    "accepted",
  ]);
});

test("without history, what was said cannot be read again", async () => {
  const { members } = await roomOf("ada");
  const [ada] = members;
  ada?.request({ type: "history", before: 10 });
  ada?.request({ type: "search", text: "hello" });
  for (let time = 1; time <= 2; time++) {
    expect(await ada?.event()).toEqual({
      type: "refused",
      reason: "this server keeps no messages",
    });
  }
});

test("without history, a private message goes to the two, or is refused", async () => {
  const { members } = await roomOf("ada", "bob", "cyd");
  const [ada, bob, cyd] = members;
  ada?.request({ type: "private", id: "1", to: "BOB", text: "psst" });
  ada?.request({ type: "private", id: "2", to: "eve", text: "psst" });
  ada?.say("3", "done");
  const told = { type: "private", time: expect.any(String), from: "ada", to: "bob", text: "psst" };
  const toAda = await ada?.until((event) => event.type === "accepted" && event.id === "3");
  expect(toAda?.filter(({ type }) => type !== "joined").slice(0, 3)).toEqual([
    told,
    { type: "accepted", id: "1" },
    { type: "refused", id: "2", reason: "nobody of that name is here" },
  ]);
  expect((await bob?.until(({ type }) => type === "private"))?.at(-1)).toEqual(told);
  expect(await cyd?.event()).toMatchObject({ type: "message", text: "done" });
});
