import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CheckResult } from "../report/result.ts";
import type { CheckContext } from "./check-context.ts";
import { withoutPause } from "./event-loop-lag.ts";
import { CheckFailed } from "./failure.ts";
import { withDeadline } from "./pace.ts";
import { Session, type SessionOptions } from "./session.ts";
import { standStill } from "./stand-still.ts";
import { type Subject, workedSolution } from "./subject.ts";

const LAB = "01-echo";

const FAILED = () => new CheckFailed("It should; it does not.");
const TOO_SLOW = () => new CheckFailed("It should; it had not.", undefined, { timedOut: true });

/** Runs one check, which goes wrong in this way the first time, and returns what came of it. */
async function judged(
  goWrong: (context: CheckContext) => void | Promise<void>,
  {
    times = 1,
    retries = "all",
    subject = workedSolution(LAB),
    ...more
  }: { times?: number; subject?: Subject } & Pick<
    SessionOptions,
    "retries" | "eventLoopLag" | "waitedMs"
  > = {},
): Promise<{ result: CheckResult; attempts: number }> {
  let attempts = 0;
  const definition = {
    lab: LAB,
    exercise: "01.1",
    title: "a check",
    points: 1,
    needs: [],
    body: async (context: CheckContext) => {
      attempts += 1;
      if (attempts <= times) await goWrong(context);
    },
  };
  const session = await Session.open({
    lab: LAB,
    subject,
    seed: 1,
    definitions: [definition],
    retries,
    ...more,
  });
  onTestFinished(() => session.close());
  return { result: await session.run(definition), attempts };
}

test.each([
  { line: "#!/no/such/interpreter", said: "no such file or directory" },
  { line: "#!/usr/bin/env no-such-interpreter", said: "no-such-interpreter" },
])("a script whose first line is $line is not judged", async ({ line, said }) => {
  const folder = await mkdtemp(join(tmpdir(), "session-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "run"), `${line}\n`, { mode: 0o755 });
  const { result } = await judged(async (context) => void (await context.ownServer()), {
    subject: { name: "a test", folder, server: ["./run"], client: ["./run"] },
  });
  expect(result).toMatchObject({ verdict: "not judged", fault: true });
  expect(result.reason).toContain(said);
});

test("a failure in time is a failure", async () => {
  const { result, attempts } = await judged(
    () => {
      throw FAILED();
    },
    { eventLoopLag: { since: () => false, stop: () => {} }, waitedMs: () => 0 },
  );
  expect(attempts).toBe(1);
  expect(result).toMatchObject({
    verdict: "failed",
    failure: { expectation: "It should; it does not." },
  });
});

test("what timed out is run again, and the better verdict counts", async () => {
  const { result, attempts } = await judged(() => {
    throw TOO_SLOW();
  });
  expect(attempts).toBe(2);
  expect(result).toMatchObject({ verdict: "passed", attempts: ["failed", "passed"] });
});

test("what failed while the grader itself stood still is run again", async () => {
  const { result } = await judged(() => {
    standStill(200);
    throw FAILED();
  });
  expect(result).toMatchObject({ verdict: "passed", attempts: ["failed", "passed"] });
});

test("what failed while the program got no processor is run again", async () => {
  let waitedMs = 0;
  const { result } = await judged(
    async (context) => {
      await context.ownServer();
      waitedMs += 1_000;
      throw FAILED();
    },
    {
      eventLoopLag: { since: () => false, stop: () => {} },
      waitedMs: () => waitedMs,
    },
  );
  expect(result).toMatchObject({ verdict: "passed", attempts: ["failed", "passed"] });
});

/** The grader pauses while it should look on. */
const PAUSED = () => withoutPause(100, async () => standStill(200));

test("what passed while the grader stood still for too long is looked at again", async () => {
  const { result, attempts } = await judged(PAUSED, { retries: "none" });
  expect(attempts).toBe(2);
  expect(result.verdict).toBe("passed");
});

test("a check in which the grader is late each time is not judged", async () => {
  const { result, attempts } = await judged(PAUSED, { times: 9 });
  expect(attempts).toBe(8);
  expect(result).toMatchObject({ verdict: "not judged", fault: true });
});

test("what fails again has failed", async () => {
  const { result, attempts } = await judged(
    () => {
      standStill(200);
      throw FAILED();
    },
    { times: 2 },
  );
  expect(attempts).toBe(2);
  expect(result.verdict).toBe("failed");
  expect(result.attempts).toBeUndefined();
});

test("nothing is run again where that is not wanted", async () => {
  const { result, attempts } = await judged(
    () => {
      throw TOO_SLOW();
    },
    { retries: "none" },
  );
  expect(attempts).toBe(1);
  expect(result.verdict).toBe("failed");
});

test("a grading that lasts too long ends, and the rest is not judged", async () => {
  const definition = (title: string, body: () => Promise<void>) => ({
    ...{ lab: LAB, exercise: "01.1", points: 1, needs: [], readme: "" },
    title,
    body,
  });
  const endless = new Promise<void>(() => {});
  const definitions = [
    definition("a quick one", async () => {}),
    definition("an endless one", () => endless),
  ];
  const session = await Session.open({
    lab: LAB,
    subject: workedSolution(LAB),
    seed: 1,
    definitions,
    limitMs: 500,
  });
  onTestFinished(() => session.close());
  const results = await Promise.all(definitions.map((one) => session.run(one)));
  expect(results[0]?.verdict).toBe("passed");
  expect(results[1]).toMatchObject({ verdict: "not judged", isLate: true });
  expect(results[1]?.reason).toMatch(/^the grading reached its deadline of \d+ s$/);
});

test("a check that finds the server of an earlier one gone is run on a new one", async () => {
  const source = `
    import { createServer } from "node:net";
    createServer((socket) => {
      socket.resume().on("end", () => { socket.end("bye"); socket.on("close", () => process.exit(0)); });
    }).listen(process.argv[process.argv.indexOf("--port") + 1], "127.0.0.1", function () { console.log("listening on 127.0.0.1:" + this.address().port); });
  `;
  const command = [process.execPath, "--input-type=module", "--eval", source, "--"];
  const visit = (title: string) => ({
    ...{ lab: LAB, exercise: "01.1", points: 1, needs: [], readme: "", title },
    body: async (context: CheckContext) => {
      const client = await context.connect(await context.server());
      client.endSending();
      await client.expectBytes("bye", "the answer");
    },
  });
  const definitions = ["one", "two", "three", "four"].map(visit);
  const session = await Session.open({
    lab: LAB,
    subject: { name: "one visit", server: command, client: command },
    seed: 1,
    definitions,
    retries: "none",
  });
  onTestFinished(() => session.close());
  const results = await Promise.all(definitions.map((one) => session.run(one)));
  expect(results.map(({ verdict }) => verdict)).toEqual(Array(4).fill("passed"));
});

test.each([
  { when: "before", verdict: "not judged" },
  { when: "after", verdict: "passed" },
])("a check that fails $when others may go on leaves what needs it $verdict", async (scene) => {
  const one = { lab: LAB, exercise: "01.1", points: 1 };
  const needed = {
    ...one,
    title: "a check that others need",
    needs: [],
    body: async (context: CheckContext) => {
      if (scene.when === "after") context.othersMayGoOn();
      throw FAILED();
    },
  };
  const other = { ...one, title: "another check", needs: [needed.title], body: async () => {} };
  const session = await Session.open({
    lab: LAB,
    subject: workedSolution(LAB),
    seed: 1,
    definitions: [needed, other],
    retries: "none",
  });
  onTestFinished(() => session.close());
  expect(await session.run(needed)).toMatchObject({ verdict: "failed" });
  expect(await session.run(other)).toMatchObject({ verdict: scene.verdict });
});

test("a server of which a part has crashed in one check is not used in the next", async () => {
  const source = `
import socket, sys, threading
listener = socket.create_server(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])))
print("listening on 127.0.0.1:%d" % listener.getsockname()[1])
def visit(client, count):
    client.recv(10)
    client.sendall(b"bye" if count == 0 else b"stuck")
    raise ConnectionResetError("lost")
for count in range(9):
    threading.Thread(target=visit, args=(listener.accept()[0], count)).start()
`;
  const command = ["python3", "-c", source];
  const visit = (title: string) => ({
    ...{ lab: LAB, exercise: "01.1", points: 1, needs: [], readme: "", title },
    body: async (context: CheckContext) => {
      const server = await context.server();
      const client = await context.connect(server);
      client.endSending();
      await client.expectBytes("bye", "the answer");
      await server.program.expectLine(/^ConnectionResetError/, "the crash", { stream: "stderr" });
    },
  });
  const definitions = ["one", "two"].map(visit);
  const session = await Session.open({
    lab: LAB,
    subject: { name: "a thread that crashes", server: command, client: command },
    seed: 1,
    definitions,
    retries: "none",
  });
  onTestFinished(() => session.close());
  const results = await Promise.all(definitions.map((one) => session.run(one)));
  expect(results.map(({ verdict }) => verdict)).toEqual(["passed", "passed"]);
});

test.each([
  {
    what: "is answered when that one has left",
    next: "turn = turn.then(() => echo(socket))",
    isTold: true,
  },
  { what: "is never answered", next: "if (first) void echo(socket); first = false", isTold: false },
])("one client at a time is said where a second one $what: $isTold", async ({ next, isTold }) => {
  const source = `
    import { createServer } from "node:net";
    import { once } from "node:events";
    let turn = Promise.resolve();
    let first = true;
    const echo = (socket) => once(socket.pipe(socket), "close");
    createServer((socket) => { ${next}; })
      .listen(0, "127.0.0.1", function () { console.log("listening on 127.0.0.1:" + this.address().port); });
  `;
  const command = [process.execPath, "--input-type=module", "--eval", source, "--"];
  const judgeSoon = () =>
    judged(
      async (context) => {
        const server = await context.server();
        for (const voice of ["client A", "client B"]) {
          const client = await context.connect(server, voice);
          client.send("hello\n");
          await client.expectBytes("hello\n", "the answer");
        }
      },
      { retries: "none", subject: { name: "a test", server: command, client: command } },
    );
  const { result } = await withDeadline(500, judgeSoon);
  expect(result.verdict).toBe("failed");
  expect(result.failure?.expectation.includes("serves one client at a time")).toBe(isTold);
});
