import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { canFillDisk, onFullDisk } from "../../../shared/testing/full-disk.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import type { Message } from "../protocol/messages.ts";
import { parseText } from "../protocol/schema.ts";
import { REMEMBERED_IDS } from "../protocol/wire.ts";
import { type Added, DedupCache, History } from "./history.ts";

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
const isNew = ({ message }: Omit<Added, "stored">) => message !== undefined;
const all = (history: History) => history.after(0, 1_000).messages;
const textsIn = (messages: readonly Message[]) => messages.map(({ text }) => text);

/** What somebody says, when its row is on disk. */
async function add(history: History, from: string, id: string, text: string) {
  const { stored, ...added } = history.add(from, id, text);
  await stored;
  return added;
}

test("History.add() returns the message when its row is on disk", async () => {
  const { history, folder } = await opened();
  expect(history.last).toBe(0);
  const { message } = await add(history, "ada", "k3J9", "hello, all");
  expect(message).toEqual({ number: 1, time: expect.any(String), from: "ada", text: "hello, all" });
  expect(message?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(textIn(folder)).toBe(`${HEADER}1,${message?.time},ada,k3J9,"hello, all"\n`);
  expect([history.last, history.size]).toEqual([1, 1]);
  expect(all(history)).toEqual([message]);
  expect(statSync(pathIn(folder)).mode & 0o777).toBe(0o600);
});

test("History.add() shows a message to nobody before its row is on disk", async () => {
  const { history } = await opened();
  const adding = add(history, "ada", "a", "hello");
  expect([history.last, all(history)]).toEqual([0, []]);
  await adding;
  expect(history.last).toBe(1);
});

test("History.add() keeps the order of many at once, in numbers, answers, memory and file", async () => {
  const { history, folder, told } = await opened();
  const answered: number[] = [];
  const adding = async (index: number) => {
    const { number } = await add(history, `user ${index % 7}`, `id-${index}`, `text ${index}`);
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
  const anyText = fc
    .string({
      unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', "\\", "\n", "=")),
    })
    .map((text) => parseText(text))
    .filter((parsed) => parsed.ok)
    .map(({ value }) => value);
  const anyName = fc.constantFrom("ada", "__proto__", '"=1+1"', '"a,\\"b\\""', "Zoë");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyName, anyText)), async (said) => {
      const first = await opened();
      await Promise.all(said.map(([name, text], id) => add(first.history, name, `${id}`, text)));
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
    add(history, "Ada", "a", "hello"),
    add(history, "ada", "a", "something else"),
  ]);
  const later = await add(history, "ADA", "a", "hello");
  const { number } = one;
  expect([isNew(one), again, later]).toEqual([true, { number }, { number }]);
  expect(isNew(await add(history, "bob", "a", "hello"))).toBe(true);
  const { history: next } = await reopened(first);
  expect(await add(next, "ada", "a", "hello")).toEqual({ number });
  expect((await add(next, "ada", "b", "hello")).number).toBe(3);
  expect(textIn(folder).trim().split("\n")).toHaveLength(4);
});

test("History remembers the last ids of each user, also after a restart", async () => {
  const first = await opened();
  const ids = Array.from({ length: REMEMBERED_IDS + 1 }, (_, index) => `id-${index}`);
  await add(first.history, "bob", "id-0", "bob's");
  await Promise.all(ids.map((id) => add(first.history, "ada", id, id)));
  for (const { history } of [first, await reopened(first)]) {
    const known = async (user: string, id: string) => !isNew(await add(history, user, id, "?"));
    expect(await known("bob", "id-0")).toBe(true);
    expect(await known("ada", "id-1")).toBe(true);
    expect(await known("ada", `id-${REMEMBERED_IDS}`)).toBe(true);
  }
  expect(isNew(await add((await reopened(first)).history, "ada", "id-0", "?"))).toBe(true);
});

test("History gives pages of the newest and of the oldest, and finds", async () => {
  const { history } = await opened();
  for (let index = 1; index <= 5; index++) await add(history, "ada", `${index}`, `Text ${index}`);
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
  await Promise.all(["a", "b", "c"].map((id) => add(history, "ada", id, `secret ${id}`)));
  const under = add(history, "bob", "d", "secret d");
  const clearing = history.clear();
  const behind = add(history, "bob", "e", "after it");
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
  await add(first.history, "ada", "a", "hello");
  await first.history.clear();
  expect([first.history.last, first.history.size]).toEqual([1, 0]);
  const again = await add(first.history, "ada", "a", "hello");
  expect(again).toEqual({ number: 1 });
  const { history } = await reopened(first);
  expect([history.last, all(history)]).toEqual([1, []]);
  expect((await add(history, "ada", "b", "hello again")).number).toBe(2);
});

test("History.export() copies all that was said into a new file, and into no other", async () => {
  const { history, folder } = await opened();
  const under = add(history, "ada", "a", "hello");
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

const TIME = "2026-11-22T09:30:00.000Z";

/** What a history is read from, and what is said about it. */
async function openedFrom(...rows: string[]) {
  const folder = temporaryFolder();
  writeFileSync(pathIn(folder), `${HEADER}${rows.join("\n").replaceAll("T,", `${TIME},`)}`);
  return await opened(folder);
}

test("History.open() passes over what is no message, names it, and goes on behind the largest number", async () => {
  const { history, folder, told } = await openedFrom(
    "7,T,ada,a,seven",
    "x,T,ada,b,?",
    "7,T,ada,c,again",
    "3,T,ada,d,late",
    "9,T,bob,e,nine",
    "10,T,a",
  );
  expect(textsIn(all(history))).toEqual(["seven", "nine"]);
  expect(told).toEqual([
    expect.stringMatching(
      /^the last line of history\.csv has no line end and may be torn: moved to /,
    ),
    "line 3 of history.csv is passed over: its number is none",
    "line 4 of history.csv is passed over: its number is not larger than the one before",
    "line 5 of history.csv is passed over: its number is not larger than the one before",
  ]);
  expect((await add(history, "ada", "f", "ten")).number).toBe(10);
  expect(textIn(folder)).toContain("again");
});

test.each([
  ["2,2026-11-22T09:30:00Z,ada,b,two", "its time is none"],
  ["2,2026-13-22T09:30:00.000Z,ada,b,two", "its time is none"],
  ["2,yesterday,ada,b,two", "its time is none"],
  [`2,T,ada,b,${"x".repeat(9_000)}`, "its text cannot be used: a text has at most 2000 bytes"],
  ["2,T,ada,b,\\u001b[2J", "its text cannot be used: a text holds no control characters"],
  ["2,T,ada,b,", "its text cannot be used: there is nothing to be seen in the text"],
  ["9007199254740991,T,ada,b,two", "its number is none"],
  ["-1,T,ada,b,two", "its number is none"],
  ["1e0,T,ada,b,two", "its number is none"],
  [`2,T,${"x".repeat(33)},b,two`, "its name cannot be used: it has more than 32 letters"],
  ["2,T,ada,b c,two", "its id is none"],
  ["2,T,,b,two", "its name cannot be used: there is nothing to be seen"],
])("History.open() passes over a row that no client could be sent: %#", async (row, reason) => {
  const { history, told } = await openedFrom("1,T,ada,a,one", row, "3,T,ada,c,three\n");
  expect(textsIn(all(history))).toEqual(["one", "three"]);
  expect(told).toEqual([`line 3 of history.csv is passed over: ${reason}`]);
  expect((await add(history, "ada", "d", "four")).number).toBe(4);
});

test("History.open() gives no number again that a row has which it passes over", async () => {
  const { history } = await openedFrom("1,T,ada,a,one", "5,yesterday,ada,b,five\n");
  expect((await add(history, "ada", "c", "six")).number).toBe(6);
});

test("History.open() names some of very many rows, and counts the others", async () => {
  const { told } = await openedFrom(...Array<string>(100).fill("x,T,ada,a,one"), "");
  expect(told).toHaveLength(21);
  expect(told.at(-1)).toBe("80 more lines of history.csv are passed over");
});

test.each(["1,T,ada,a,one", '1,T,ada,a,"one, two"', "1,T,ada,a,one\r"])(
  "History.open() uses a last row whose line end an editor has left out: %j",
  async (row) => {
    const first = await openedFrom(row);
    expect(all(first.history)).toHaveLength(1);
    expect(first.told).toEqual([]);
    await add(first.history, "ada", "b", "two");
    const { history } = await reopened(first);
    expect(all(history).map(({ number }) => number)).toEqual([1, 2]);
  },
);

test("History.open() takes no part of a row that it has written for the whole row", async () => {
  const { history, folder } = await opened();
  await add(history, "ada", "a", "one");
  await add(history, "ada", "b", 'she said "two", and \\ then');
  await history.close();
  const bytes = readFileSync(pathIn(folder));
  const start = bytes.lastIndexOf("\n", -2) + 1;
  for (let end = start; end < bytes.length; end++) {
    const torn = temporaryFolder();
    writeFileSync(pathIn(torn), bytes.subarray(0, end));
    const { history: next } = await opened(torn);
    expect(all(next)).toHaveLength(end === bytes.length - 1 ? 2 : 1);
    await next.close();
  }
});

test("History.open() throws a ProgramError when the file cannot be used", async () => {
  await expect(opened("/nowhere")).rejects.toThrow(/^Cannot use \/nowhere\/history\.csv: /);
});

test.skipIf(!canFillDisk)(
  "History.add() acknowledges nothing on a full disk, and goes on afterwards",
  async () => {
    const first = await opened();
    const { history, folder } = first;
    await add(history, "ada", "a", "before");
    // Enough for the first row and the half of the second.
    await onFullDisk(statSync(pathIn(folder)).size + 60, async () => {
      const lost = ["b", "c", "b"].map((id) => add(history, "ada", id, "too much"));
      for (const { status } of await Promise.allSettled(lost)) expect(status).toBe("rejected");
      await expect(history.export("said.csv")).resolves.toBeUndefined();
    });
    expect(readFileSync(join(folder, "said.csv"), "utf8")).toMatch(/"before"\n$/);
    expect(textsIn(all(history))).toEqual(["before"]);
    expect(isNew(await add(history, "ada", "b", "afterwards"))).toBe(true);
    const { history: next, told } = await reopened(first);
    expect(textsIn(all(next))).toEqual(["before", "afterwards"]);
    expect(told).toEqual([]);
  },
);

test.skipIf(!canFillDisk)("History.clear() forgets nothing on a full disk", async () => {
  const { history } = await opened();
  await add(history, "ada", "a", "hello");
  await onFullDisk(10, async () => {
    await expect(history.clear()).rejects.toThrow();
  });
  expect(textsIn(all(history))).toEqual(["hello"]);
  expect(isNew(await add(history, "ada", "b", "again"))).toBe(true);
});

test("History.close() waits for what is under way, and takes nothing more", async () => {
  const { history, folder } = await opened();
  const under = add(history, "ada", "a", "hello");
  await history.close();
  await under;
  await expect(add(history, "ada", "b", "too late")).rejects.toThrow();
  expect(textIn(folder)).toContain("hello");
});

test("History reaches every message, also those that are in the file only", async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) =>
    index % 97 === 0 ? "x,T,ada,a,?" : `${2 * index},T,ada,id-${index},text ${index}`,
  );
  const folder = temporaryFolder();
  writeFileSync(pathIn(folder), `${HEADER}${rows.join("\n").replaceAll("T,", `${TIME},`)}\n`);
  const history = await History.open(folder, () => {}, { maxMessages: 50 });
  onTestFinished(() => history.close());
  for (let index = 1; index <= 60; index++)
    await add(history, "bob", `new-${index}`, `new ${index}`);
  const numbers = rows.flatMap((row) => (row.startsWith("x") ? [] : [Number(row.split(",")[0])]));
  numbers.push(...Array.from({ length: 60 }, (_, index) => 1_999 + index));
  const [forth, back]: number[][] = [[], []];
  for (let after = 0, before = 9_999, more = true; more; ) {
    const [next, previous] = [history.after(after, 70), history.before(before, 70)];
    forth?.push(...next.messages.map(({ number }) => number));
    back?.unshift(...previous.messages.map(({ number }) => number));
    after = next.messages.at(-1)?.number ?? after;
    before = previous.messages[0]?.number ?? before;
    expect(next.more).toBe(previous.more);
    more = next.more;
  }
  expect([forth, back]).toEqual([numbers, numbers]);
  const found = await history.search("text 12", 9_999, 99);
  expect(textsIn(found.messages)).toEqual([
    "text 12",
    ...Array.from({ length: 10 }, (_, index) => `text ${120 + index}`),
  ]);
  expect(history.after(41, 1).messages[0]?.number).toBe(42);
  await history.clear();
  expect(history.after(0, 9)).toEqual({ messages: [], more: false });
});

/** A cache, and what came of each id that was new to it: a number that counts up. */
function counting() {
  const ids = new DedupCache<number>();
  let deeds = 0;
  return { ids, once: (user: string, id: string) => ids.once(user, id, () => ++deeds) };
}

test("DedupCache.once() does the deed for an id of one user, in whatever letters the name is written", () => {
  const { once } = counting();
  expect([once("Ada", "a"), once("bob", "a"), once("ada", "b")]).toEqual([1, 2, 3]);
  expect([once("ADA", "a"), once("Bob", "a"), once("ada", "b")]).toEqual([1, 2, 3]);
});

test("DedupCache.once() forgets the oldest of a user, and of no other", () => {
  const { once } = counting();
  const bobs = once("bob", "old");
  const first = once("ada", "id 0");
  for (let index = 1; index < REMEMBERED_IDS; index++) once("ada", `id ${index}`);
  expect(once("ada", "id 0")).toBe(first);
  const last = once("ada", `id ${REMEMBERED_IDS}`);
  expect(once("ada", "id 1")).toBe(first + 1);
  expect(once("ada", `id ${REMEMBERED_IDS}`)).toBe(last);
  expect(once("ada", "id 0")).toBe(last + 1);
  expect(once("bob", "old")).toBe(bobs);
});

test("DedupCache.once() remembers nothing of a deed that throws", () => {
  const { ids, once } = counting();
  const deed = () => {
    throw new Error("broken");
  };
  expect(() => ids.once("ada", "a", deed)).toThrow("broken");
  expect(once("ada", "a")).toBe(1);
});

test("DedupCache.forget() makes an id new again", () => {
  const { ids, once } = counting();
  once("ada", "a");
  once("ada", "b");
  ids.forget("ADA", "a");
  ids.forget("nobody", "a");
  expect([once("ada", "b"), once("ada", "a")]).toEqual([2, 3]);
});

test("DedupCache keeps names and ids apart that mean something to an object", () => {
  const { once } = counting();
  expect(once("__proto__", "constructor")).toBe(1);
  expect(once("__proto__", "__proto__")).toBe(2);
  expect(once("ada", "__proto__")).toBe(3);
});
