import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canFillDisk, onFullDisk } from "../../shared/testing/full-disk.ts";
import { NameBook } from "./name-book.ts";

let folder: string;
let path: string;
let reports: string[];
let book: NameBook;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "name-book-"));
  path = join(folder, "names.csv");
  reports = [];
  book = await open();
});

afterEach(async () => {
  await book.close().catch(() => {});
  await rm(folder, { recursive: true });
});

function open(): Promise<NameBook> {
  return NameBook.open(path, (what) => reports.push(what));
}

/** Opens the book again, as the next start of the server does. */
async function reopen(): Promise<void> {
  await book.close();
  book = await open();
}

test("NameBook.remember() returns when the name is in the file", async () => {
  expect(await book.remember("127.0.0.2", "Ada")).toBe("Ada");
  expect(await readFile(path, "utf8")).toBe("address,name\n127.0.0.2,Ada\n");
  expect(book.nameOf("127.0.0.2")).toBe("Ada");
});

test("NameBook.remember() gives an address one name, whoever asks first", async () => {
  const names = ["Ada", "Grace", "Radia"].map((name) => book.remember("127.0.0.2", name));
  expect(await Promise.all(names)).toEqual(["Ada", "Ada", "Ada"]);
  expect(await book.remember("127.0.0.2", "Edsger")).toBe("Ada");
  expect(book.lines()).toEqual(["address,name", "127.0.0.2,Ada"]);
});

test("NameBook keeps fifty that come at once", async () => {
  const addresses = Array.from({ length: 50 }, (_, at) => `127.0.1.${at}`);
  await Promise.all(addresses.map((address) => book.remember(address, `name ${address}`)));
  await reopen();
  expect(addresses.map((address) => book.nameOf(address))).toEqual(
    addresses.map((address) => `name ${address}`),
  );
});

test("NameBook knows whole addresses, and words of the language mean nothing to it", async () => {
  await book.remember("127.0.0.1", "__proto__");
  for (const other of ["127.0.0.10", "127.0.0.11", "127.0.0", "", "__proto__", "constructor"]) {
    expect(book.nameOf(other)).toBeUndefined();
  }
  await reopen();
  expect(book.nameOf("127.0.0.1")).toBe("__proto__");
});

test("NameBook.remember() throws when the name cannot be stored, and nobody is known then", async () => {
  await book.close();
  await expect(book.remember("127.0.0.2", "Ada")).rejects.toThrow();
  expect(book.nameOf("127.0.0.2")).toBeUndefined();
});

test("NameBook.forgetAll() forgets those before it, and none behind it", async () => {
  await book.remember("127.0.0.2", "Ada");
  const under = book.remember("127.0.0.3", "Grace");
  const forgetting = book.forgetAll();
  const behind = book.remember("127.0.0.4", "Radia");
  await Promise.all([under, behind]);
  expect(await forgetting).toBe(2);
  expect(book.lines()).toEqual(["address,name", "127.0.0.4,Radia"]);
  await reopen();
  expect(book.lines()).toEqual(["address,name", "127.0.0.4,Radia"]);
});

test("NameBook.open() checks what is in the file like what comes from the wire, and names what it passes over", async () => {
  const lines = [
    "address,name",
    "::ffff:127.0.0.2,Ada",
    "127.0.0.3,\\u001b[31mred",
    "127.0.0.4,Old",
    "127.0.0.4,New",
    "127.0.0.256,Eve",
    ",",
    "localhost,Eve",
    "127.0.0.5,",
    "FE80::0:1%eth0,Zoe\u0308",
  ];
  await writeFile(path, `${lines.join("\r\n")}\r\n`);
  await reopen();
  expect(book.lines()).toEqual(["address,name", "127.0.0.2,Ada", "127.0.0.4,Old", "fe80::1,Zoë"]);
  expect(reports).toEqual([
    "line 3 of names.csv is passed over: it has no name: it holds a control character",
    "line 5 of names.csv is passed over: 127.0.0.4 stands in a line above",
    'line 6 of names.csv is passed over: "127.0.0.256" is no IP address',
    'line 7 of names.csv is passed over: "" is no IP address',
    'line 8 of names.csv is passed over: "localhost" is no IP address',
    "line 9 of names.csv is passed over: it has no name: there is nothing to be seen",
  ]);
  await book.remember("127.0.0.6", "Grace");
  expect((await readFile(path, "utf8")).split(/\r?\n/)).toEqual([...lines, "127.0.0.6,Grace", ""]);
});

test("NameBook.parseName() refuses a name that only looks like another, as long as that one is known", async () => {
  const reasonFor = (text: string) => {
    const name = book.parseName(text);
    return name.ok ? undefined : name.reason;
  };
  const storing = book.remember("127.0.0.2", "Ada l");
  const looksLike = "it looks like another name that is known here";
  expect(["Ada I", "ada 1", "Ada 1"].map(reasonFor)).toEqual([looksLike, looksLike, looksLike]);
  expect(["Ada l", "ada L", "Adam"].map(reasonFor)).toEqual([undefined, undefined, undefined]);
  expect(reasonFor("A\u200dda")).toBe("it holds an invisible character");
  expect(reasonFor("\u0410da")).toBe("it mixes letters of several alphabets");
  await storing;
  await reopen();
  expect(reasonFor("Ada I")).toBe(looksLike);
  await book.forgetAll();
  expect(reasonFor("Ada I")).toBeUndefined();
});

test.skipIf(!canFillDisk)(
  "NameBook.remember() gives the looks of a name back when the disk is full, and of no other name",
  async () => {
    await book.remember("127.0.0.2", "Bob l");
    await onFullDisk(10, async () => {
      await expect(book.remember("127.0.0.3", "Ada l")).rejects.toThrow();
      await expect(book.remember("127.0.0.4", "Bob l")).rejects.toThrow();
    });
    expect(book.parseName("Ada I").ok).toBe(true);
    expect(book.parseName("Bob I").ok).toBe(false);
  },
);
