import { expect, test } from "vitest";
import { Conversation, countPrimes, MAX_PRIMES_LIMIT, reply } from "./conversation.ts";

const LINES = Buffer.from("hello\r\nпривет, 🐙\n\nprimes 10\nlast");

const ANSWERS = [
  "[thread 3 line 1] hello\n",
  "[thread 3 line 2] привет, 🐙\n",
  "[thread 3 line 3] \n",
  "[thread 3 line 4] 4 primes up to 10\n",
  "[thread 3 line 5] last\n",
].join("");

function answersTo(chunks: readonly Uint8Array[]): string {
  const conversation = new Conversation(3);
  return chunks.map((chunk) => conversation.answer(chunk)).join("") + conversation.end();
}

test.each([1, 2, 3, 5, 8, 1_000])("answers lines that come in chunks of %i bytes", (size) => {
  const chunks = Array.from({ length: Math.ceil(LINES.length / size) }, (_, index) =>
    LINES.subarray(index * size, (index + 1) * size),
  );
  expect(answersTo(chunks)).toBe(ANSWERS);
});

test("answers lines that are cut at any byte", () => {
  for (let cut = 0; cut <= LINES.length; cut++) {
    expect(answersTo([LINES.subarray(0, cut), LINES.subarray(cut)])).toBe(ANSWERS);
  }
});

test("answers together what came together, and nothing before a line is whole", () => {
  const conversation = new Conversation(1);
  expect(conversation.answer(Buffer.from("hel"))).toBe("");
  expect(conversation.answer(Buffer.from("lo\nyou\nthere"))).toBe(
    "[thread 1 line 1] hello\n[thread 1 line 2] you\n",
  );
});

test("knows nothing of another conversation", () => {
  const first = new Conversation(1);
  first.answer(Buffer.from("one\ntwo\nhalf"));
  expect(new Conversation(1).answer(Buffer.from("mine\n"))).toBe("[thread 1 line 1] mine\n");
});

test.each(["hello", "", "primes", "prime 7", "Primes 7", " primes 7", "crash!"])(
  "reply() is an echo of %j",
  (line) => expect(reply(line)).toBe(line),
);

test("reply() counts primes", () => {
  expect(reply("primes 100")).toBe("25 primes up to 100");
  expect(reply("primes 0")).toBe("0 primes up to 0");
});

test.each([
  "primes ",
  "primes ten",
  "primes -1",
  "primes 1e3",
  "primes 7 ",
  "primes 0x10",
  `primes ${MAX_PRIMES_LIMIT + 1}`,
  "primes 99999999999999999999999",
])("reply() refuses %j with a reason", (line) =>
  expect(reply(line)).toMatch(/^error: a limit is /),
);

test("reply() throws on the line crash", () => {
  expect(() => reply("crash")).toThrow("as the client had asked");
});

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [3, 2],
  [4, 2],
  [10, 4],
  [97, 25],
  [10_000, 1_229],
])("countPrimes(%i) is %i", (limit, count) => {
  expect(countPrimes(limit)).toBe(count);
});
