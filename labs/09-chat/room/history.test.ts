import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { canFillDisk, onFullDisk } from "../../../shared/full-disk.ts";
import { temporaryFolder } from "../../../shared/temporary-folder.ts";
import { REMEMBERED_IDS } from "../protocol/limits.ts";
import type { Message } from "../protocol/messages.ts";
import { type Added, History } from "./history.ts";

const HEADER = "number,time,from,id,text\n";

async function opened(folder = temporaryFolder()) {
  const told: string[] = [];
  const history = await History.open(folder, (what) => told.push(what));
  onTestFinished(() => history.close().catch(() => {}));
  return { history, folder, told };
}

/** Opened once more, as after a restart. */
async function reopened({ history, folder }: { history: History; folder: string }) {
  await history.close();
  return await opened(folder);
}

const pathIn = (folder: string) => join(folder, "history.csv");
const textIn = (folder: string) => readFileSync(pathIn(folder), "utf8");
const isNew = ({ message }: Added) => message !== undefined;
const all = (history: History) => history.after(0, 1_000).messages;
const textsIn = (messages: readonly Message[]) => messages.map(({ text }) => text);

test("History.add() returns the message when its row is on disk", async () => {
  const { history, folder } = await opened();
  expect(history.last).toBe(0);
  const { message } = await history.add("ada", "k3J9", "hello, all");
  expect(message).toEqual({ number: 1, time: expect.any(String), from: "ada", text: "hello, all" });
  expect(message?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(textIn(folder)).toBe(`${HEADER}1,${message?.time},ada,k3J9,"hello, all"\n`);
  expect([history.last, history.size]).toEqual([1, 1]);
  expect(all(history)).toEqual([message]);
  expect(statSync(pathIn(folder)).mode & 0o777).toBe(0o600);
});

test("History.add() shows a message to nobody before its row is on disk", async () => {
  const { history } = await opened();
  const adding = history.add("ada", "a", "hello");
  expect([history.last, all(history)]).toEqual([0, []]);
  await adding;
  expect(history.last).toBe(1);
});

test("History.add() keeps the order of many at once, in numbers, answers, memory and file", async () => {
  const { history, folder, told } = await opened();
  const answered: number[] = [];
  const adding = async (index: number) => {
    const { number } = await history.add(`user ${index % 7}`, `id ${index}`, `text ${index}`);
    answered.push(number);
  };
  const work: Promise<void>[] = [];
  for (let index = 0; index < 500; index++) {
    work.push(adding(index));
    if (index % 50 === 0) await work[index - 25];
  }
  await Promise.all(work);
  const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
  expect(answered).toEqual(numbers);
  const texts = numbers.map((number) => `text ${number - 1}`);
  expect(textsIn(all(history))).toEqual(texts);
  const { history: next } = await reopened({ history, folder });
  expect(all(next).map(({ number }) => number)).toEqual(numbers);
  expect(textsIn(all(next))).toEqual(texts);
  expect(told).toEqual([]);
});

test("History.add() keeps whatever is said", async () => {
  const anyText = fc.string({ unit: "binary", minLength: 1 });
  const anyName = fc.constantFrom("ada", "=1+1", "__proto__", "'x", 'a,"b"', "a\nb");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyName, anyText)), async (said) => {
      const first = await opened();
      await Promise.all(said.map(([name, text], id) => first.history.add(name, `${id}`, text)));
      const before = all(first.history);
      expect(before.map(({ from, text }) => [from, text])).toEqual(said);
      const { history, told } = await reopened(first);
      expect(all(history)).toEqual(before);
      expect(told).toEqual([]);
      await history.close();
    }),
    { numRuns: 20 },
  );
});

test("History.add() takes a message that comes again for the same, also while it is under way", async () => {
  const first = await opened();
  const { history, folder } = first;
  const [one, again] = await Promise.all([
    history.add("Ada", "a", "hello"),
    history.add("ada", "a", "something else"),
  ]);
  const later = await history.add("ADA", "a", "hello");
  const { number } = one;
  expect([isNew(one), again, later]).toEqual([true, { number }, { number }]);
  expect(isNew(await history.add("bob", "a", "hello"))).toBe(true);
  const { history: next } = await reopened(first);
  expect(await next.add("ada", "a", "hello")).toEqual({ number });
  expect((await next.add("ada", "b", "hello")).number).toBe(3);
  expect(textIn(folder).trim().split("\n")).toHaveLength(4);
});

test("History remembers the last ids of each user, also after a restart", async () => {
  const first = await opened();
  const ids = Array.from({ length: REMEMBERED_IDS + 1 }, (_, index) => `id ${index}`);
  await first.history.add("bob", "id 0", "bob's");
  await Promise.all(ids.map((id) => first.history.add("ada", id, id)));
  for (const { history } of [first, await reopened(first)]) {
    const known = async (user: string, id: string) => !isNew(await history.add(user, id, "?"));
    expect(await known("bob", "id 0")).toBe(true);
    expect(await known("ada", "id 1")).toBe(true);
    expect(await known("ada", `id ${REMEMBERED_IDS}`)).toBe(true);
  }
  expect(isNew(await (await reopened(first)).history.add("ada", "id 0", "?"))).toBe(true);
});

test("History gives pages of the newest and of the oldest, and finds", async () => {
  const { history } = await opened();
  for (let index = 1; index <= 5; index++) await history.add("ada", `${index}`, `Text ${index}`);
  expect(history.before(4, 2)).toMatchObject({
    messages: [{ number: 2 }, { number: 3 }],
    more: true,
  });
  expect(history.after(3, 9)).toMatchObject({
    messages: [{ number: 4 }, { number: 5 }],
    more: false,
  });
  const found = await history.search("tEXT", 5, 2);
  expect(found).toMatchObject({ messages: [{ number: 3 }, { number: 4 }], more: true });
});

test("History.clear() leaves one row that says so, and goes on counting", async () => {
  const first = await opened();
  const { history, folder } = first;
  await Promise.all(["a", "b", "c"].map((id) => history.add("ada", id, `secret ${id}`)));
  const under = history.add("bob", "d", "secret d");
  const clearing = history.clear();
  const behind = history.add("bob", "e", "after it");
  expect(await clearing).toBe(3);
  expect((await under).number).toBe(4);
  await behind;
  expect(textIn(folder)).not.toContain("secret");
  expect(textIn(folder).split("\n")[1]).toMatch(/^4,[^,]+,"",?"",/);
  expect(textsIn(all(history))).toEqual(["after it"]);
  const { history: next, told } = await reopened(first);
  expect(told).toEqual([]);
  expect(textsIn(all(next))).toEqual(["after it"]);
  expect([next.last, next.size]).toEqual([5, 1]);
});

test("History.clear() lets numbers grow after a restart, and keeps the last one in mind", async () => {
  const first = await opened();
  await first.history.add("ada", "a", "hello");
  await first.history.clear();
  expect([first.history.last, first.history.size]).toEqual([1, 0]);
  const again = await first.history.add("ada", "a", "hello");
  expect(again).toEqual({ number: 1 });
  const { history } = await reopened(first);
  expect([history.last, all(history)]).toEqual([1, []]);
  expect((await history.add("ada", "b", "hello again")).number).toBe(2);
});

test("History.export() copies all that was said into a new file, and into no other", async () => {
  const { history, folder } = await opened();
  const under = history.add("ada", "a", "hello");
  await history.export("said.csv");
  await under;
  expect(readFileSync(join(folder, "said.csv"), "utf8")).toBe(textIn(folder));
  expect(statSync(join(folder, "said.csv")).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, "mine.csv"), "mine");
  for (const name of ["mine.csv", "said.csv", "history.csv"]) {
    await expect(history.export(name)).rejects.toThrow(
      `Cannot export the history to "${name}": file already exists; choose another name`,
    );
  }
  expect(readFileSync(join(folder, "mine.csv"), "utf8")).toBe("mine");
  for (const name of ["../said.csv", "/tmp/said.csv", "said", "", "server.key", "clients.csv"]) {
    await expect(history.export(name)).rejects.toThrow(/^Cannot export the history to /);
  }
  expect(readdirSync(folder).sort()).toEqual(["history.csv", "mine.csv", "said.csv"]);
});

test("History.open() passes over what is no message, and goes on behind the largest number", async () => {
  const time = "2026-11-22T09:30:00.000Z";
  const rows = [
    "7,T,ada,a,seven",
    "x,T,ada,b,?",
    "7,T,ada,c,again",
    "3,T,ada,d,late",
    "9,T,bob,e,nine",
  ];
  const folder = temporaryFolder();
  writeFileSync(pathIn(folder), `${HEADER}${rows.join("\n").replaceAll("T", time)}\n10,${time},a`);
  const { history, told } = await opened(folder);
  expect(textsIn(all(history))).toEqual(["seven", "nine"]);
  expect(told).toEqual([
    expect.stringMatching(/^the last line of history\.csv was torn: moved to /),
    "3 rows of history.csv are no messages: passed over",
  ]);
  expect((await history.add("ada", "f", "ten")).number).toBe(10);
});

test("History.open() throws a ProgramError when the file cannot be used", async () => {
  await expect(opened("/nowhere")).rejects.toThrow(/^Cannot use \/nowhere\/history\.csv: /);
});

test.skipIf(!canFillDisk)(
  "History.add() acknowledges nothing on a full disk, and goes on afterwards",
  async () => {
    const first = await opened();
    const { history, folder } = first;
    await history.add("ada", "a", "before");
    // Enough for the first row and the half of the second.
    await onFullDisk(statSync(pathIn(folder)).size + 60, async () => {
      const lost = ["b", "c", "b"].map((id) => history.add("ada", id, "too much"));
      for (const { status } of await Promise.allSettled(lost)) expect(status).toBe("rejected");
      await expect(history.export("said.csv")).resolves.toBeUndefined();
    });
    expect(readFileSync(join(folder, "said.csv"), "utf8")).toMatch(/before\n$/);
    expect(textsIn(all(history))).toEqual(["before"]);
    expect(isNew(await history.add("ada", "b", "afterwards"))).toBe(true);
    const { history: next, told } = await reopened(first);
    expect(textsIn(all(next))).toEqual(["before", "afterwards"]);
    expect(told).toEqual([]);
  },
);

test.skipIf(!canFillDisk)("History.clear() forgets nothing on a full disk", async () => {
  const { history } = await opened();
  await history.add("ada", "a", "hello");
  await onFullDisk(10, async () => {
    await expect(history.clear()).rejects.toThrow();
  });
  expect(textsIn(all(history))).toEqual(["hello"]);
  expect(isNew(await history.add("ada", "b", "again"))).toBe(true);
});

test("History.close() waits for what is under way, and takes nothing more", async () => {
  const { history, folder } = await opened();
  const under = history.add("ada", "a", "hello");
  await history.close();
  await under;
  await expect(history.add("ada", "b", "too late")).rejects.toThrow();
  expect(textIn(folder)).toContain("hello");
});
