import { chmod, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProgramError } from "../../../shared/process/errors.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { KnownServers } from "./server-verifier.ts";

const root = temporaryFolder();
const here = { host: "127.0.0.1", port: 9090 };
const [one, two] = [`SHA256:${"a".repeat(43)}`, `SHA256:${"b".repeat(43)}`];

async function newFolder(text?: string): Promise<string> {
  const folder = await mkdtemp(join(root, "known-"));
  if (text !== undefined) await writeFile(join(folder, "known_servers"), text);
  return folder;
}

function textIn(folder: string): Promise<string> {
  return readFile(join(folder, "known_servers"), "utf8");
}

test("KnownServers knows nobody at first, and remembers whom it is told of", async () => {
  const folder = join(await newFolder(), "not", "made yet");
  const known = await KnownServers.open(folder);
  expect(known.check(here, one)).toBe("new");
  expect(known.check(here, two)).toBe("new");
  await known.add(here, one);
  expect(known.check(here, one)).toBe("known");
  expect(await textIn(folder)).toBe(`127.0.0.1:9090 ${one}\n`);
  expect((await stat(join(folder, "known_servers"))).mode & 0o777).toBe(0o600);
  expect((await KnownServers.open(folder)).check(here, one)).toBe("known");
});

test("KnownServers.check() refuses another fingerprint under the same address, and keeps the file", async () => {
  const folder = await newFolder();
  const known = await KnownServers.open(folder);
  await known.add(here, one);
  for (const servers of [known, await KnownServers.open(folder)]) {
    expect(() => servers.check(here, two)).toThrow(ProgramError);
    expect(() => servers.check(here, two)).toThrow(/^HOST KEY CHANGED: 127\.0\.0\.1:9090 /);
    expect(servers.check(here, one)).toBe("known");
  }
  expect(await textIn(folder)).toBe(`127.0.0.1:9090 ${one}\n`);
});

test("KnownServers tells servers apart by host and port, in large and small letters", async () => {
  const folder = await newFolder();
  const known = await KnownServers.open(folder);
  await known.add({ host: "Example.org", port: 1 }, one);
  await known.add({ host: "::1", port: 1 }, two);
  expect(known.check({ host: "example.ORG", port: 1 }, one)).toBe("known");
  expect(known.check({ host: "example.org", port: 2 }, two)).toBe("new");
  expect(known.check({ host: "::1", port: 1 }, two)).toBe("known");
  expect(await textIn(folder)).toBe(`example.org:1 ${one}\n[::1]:1 ${two}\n`);
});

test("KnownServers.add() leaves what others have written", async () => {
  const folder = await newFolder(`# mine\n\nother:1 ${two}`);
  const known = await KnownServers.open(folder);
  const alsoKnown = await KnownServers.open(folder);
  await known.add(here, one);
  expect(await textIn(folder)).toBe(`# mine\n\nother:1 ${two}\n127.0.0.1:9090 ${one}\n`);
  await alsoKnown.add({ host: "b", port: 2 }, two);
  expect((await KnownServers.open(folder)).check(here, one)).toBe("known");
  expect((await KnownServers.open(folder)).check({ host: "b", port: 2 }, two)).toBe("known");
});

test.each([`${one.slice(0, 20)}`, "", `${one} more`])(
  "KnownServers.check() takes a damaged line for another server: %j",
  async (rest) => {
    const known = await KnownServers.open(await newFolder(`127.0.0.1:9090 ${rest}\n`));
    expect(() => known.check(here, one)).toThrow(/^HOST KEY CHANGED/);
  },
);

test("KnownServers.check() takes each of several fingerprints of one address", async () => {
  const text = `\ufeff127.0.0.1:9090 ${one}\r\n127.0.0.1:9090 ${two}\n`;
  const known = await KnownServers.open(await newFolder(text));
  expect([known.check(here, one), known.check(here, two)]).toEqual(["known", "known"]);
});

test("KnownServers.open() and add() tell what the system refuses", async () => {
  const folder = await newFolder("");
  await expect(KnownServers.open(join(folder, "known_servers"))).rejects.toThrow(ProgramError);
  const known = await KnownServers.open(folder);
  await chmod(join(folder, "known_servers"), 0o400);
  // Whoever is allowed everything is refused nothing.
  if (process.getuid?.() === 0) return;
  await expect(known.add(here, one)).rejects.toThrow(ProgramError);
});
