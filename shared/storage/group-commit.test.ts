import { expect, test } from "vitest";
import { GroupCommit } from "./group-commit.ts";

/** A disk that takes a write when it is told to. */
function slowDisk() {
  const writes: string[][] = [];
  const releases: PromiseWithResolvers<void>[] = [];
  const commit = new GroupCommit((lines) => {
    writes.push([...lines]);
    const release = Promise.withResolvers<void>();
    releases.push(release);
    return release.promise;
  });
  /** Waits until write number `index` has begun. */
  const begun = async (index: number) => {
    while (releases[index] === undefined) await Promise.resolve();
    return releases[index];
  };
  return { commit, writes, begun };
}

test("GroupCommit writes together what waits together", async () => {
  const { commit, writes, begun } = slowDisk();
  const first = commit.append("a");
  const release = await begun(0);
  const others = ["b", "c", "d"].map((line) => commit.append(line));
  release.resolve();
  await first;
  (await begun(1)).resolve();
  await Promise.all(others);
  expect(writes).toEqual([["a"], ["b", "c", "d"]]);
});

test("GroupCommit.append() returns only after the write", async () => {
  const { commit, begun } = slowDisk();
  let isDone = false;
  const append = commit.append("a").then(() => {
    isDone = true;
  });
  const release = await begun(0);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  expect(isDone).toBe(false);
  release.resolve();
  await append;
});

test("GroupCommit fails the lines of a failed write, and no others", async () => {
  const { commit, begun } = slowDisk();
  const first = commit.append("a");
  const release = await begun(0);
  const second = commit.append("b");
  release.reject(new Error("the disk is full"));
  await expect(first).rejects.toThrow("full");
  (await begun(1)).resolve();
  await second;
});

test("GroupCommit.inTurn() comes after the lines before it and before the lines behind it", async () => {
  const story: string[] = [];
  const commit = new GroupCommit(async (lines) => {
    await Promise.resolve();
    story.push(...lines);
  });
  await Promise.all([
    commit.append("a"),
    commit.append("b"),
    commit.inTurn(async () => story.push("replace")),
    commit.append("c"),
    commit.inTurn(() => Promise.reject(new Error("no"))).catch(() => story.push("failed")),
    commit.append("d"),
  ]);
  expect(story).toEqual(["a", "b", "replace", "c", "failed", "d"]);
});
