/** What the pages promise of the worked solutions beyond the checks: large data, flat memory. */
import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { allLabs, findLab } from "../course/labs.ts";
import { residentMemory } from "../harness/kernel.ts";
import { Launcher } from "../harness/launcher.ts";
import { Random } from "../harness/random.ts";
import { SharedServer, Stage } from "../harness/stage.ts";
import { Story } from "../harness/story.ts";
import { workedSolution } from "./grade-here.ts";

const MEGABYTE = 1024 * 1024;

const clearing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clear of clearing.splice(0)) await clear();
});

async function stageOf(name: string): Promise<Stage> {
  const lab = findLab(name, allLabs());
  if (lab === undefined) throw new Error(`there is no lab ${name}`);
  const launcher = await Launcher.prepare(workedSolution(lab));
  const stage = new Stage(new Story(), new Random(1), launcher, new SharedServer());
  clearing.push(async () => {
    await stage.clear(false);
    await launcher.sweep();
  });
  return stage;
}

test("lab 01: 50 MB of random bytes come back identical", async () => {
  const stage = await stageOf("01");
  const client = await stage.connect(await stage.ownServer());
  const data = randomBytes(50 * MEGABYTE);
  client.send(data);
  client.endSending();
  await client.expectBytes(data, "the echo");
  await client.expectEnd("after the echo");
});

test.skipIf(process.platform !== "linux")(
  "lab 01: a client that reads nothing does not make the server's memory grow",
  async () => {
    const stage = await stageOf("01");
    const server = await stage.ownServer();
    const before = residentMemory(server.program.pid) ?? 0;
    const client = await stage.connect(server);
    client.stopReading();
    client.send(Buffer.alloc(200 * MEGABYTE));
    await client.untilStuck(server.program);
    expect(client.waitingToLeave).toBeGreaterThan(100 * MEGABYTE);
    const grown = (residentMemory(server.program.pid) ?? 0) - before;
    expect(grown).toBeLessThan(40 * MEGABYTE);
  },
);
