/** The grader against programs that misbehave: it lives, says what it saw, and leaves nothing behind. */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { renderFailure } from "../report/failure-text.ts";
import type { CheckResult } from "../report/result.ts";
import { expectInFile, readText } from "./data-file.ts";
import { diagnose } from "./diagnose.ts";
import { CheckFailed } from "./failure.ts";
import { findingIn } from "./finding.ts";
import { type OpenContext, openContext } from "./open-context.ts";
import { setPace } from "./pace.ts";
import { exactly } from "./patterns.ts";

const RESULT: CheckResult = {
  lab: "01-echo",
  exercise: "01.1",
  title: "a check",
  points: 1,
  verdict: "failed",
  story: [],
  durationMs: 0,
};

let folder: string;
const clearing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "harness-test-"));
});

afterAll(async () => {
  for (const clear of clearing) await clear();
  await rm(folder, { recursive: true, force: true });
});

/** A context with a server of this JavaScript. */
async function stageWith(source: string): Promise<OpenContext> {
  const file = join(folder, `${randomUUID()}.mjs`);
  await writeFile(file, source);
  const command = [process.execPath, file];
  const opened = await openContext({ name: "a test", server: command, client: command });
  clearing.push(opened.close);
  return opened;
}

/** A process that was ended but that nobody has waited for is a zombie: gone, but for its number. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("a server that ends at once is told apart from one that does not listen", async () => {
  const { context } = await stageWith("process.exit(3)");
  await expect(context.ownServer()).rejects.toThrow(/ended with status 3 before it did/);
});

test("a server that ends before it listens is not said to have had clients", async () => {
  const { context } = await stageWith("");
  await expect(context.ownServer()).rejects.toMatchObject({
    message: expect.stringMatching(/ended with status 0 before it did/),
    likelyCause: expect.stringMatching(/^It ran to its end without an error/),
  });
  expect(findingIn(context.programs())).toBeUndefined();
});

test.concurrent("a server that listens without saying so is told its port", async () => {
  const { context } = await stageWith(`
    import { createServer } from "node:net";
    createServer().listen(0, "127.0.0.1", () => console.log("ready"));
  `);
  await expect(context.ownServer()).rejects.toThrow(/it listens on port \d+, but printed no line/);
});

const LISTEN_AND_PRINT = (printed: string) => `
  import { createServer } from "node:net";
  createServer().listen(0, "127.0.0.1", function () { ${printed.replace("PORT", "this.address().port")} });
`;

test.skipIf(process.platform !== "linux").concurrent.for([
  [
    "with another word",
    'console.log("Server is listening on 127.0.0.1:" + PORT)',
    /it printed "Server is listening on 127/,
    /^"Server is" stands before it/,
  ],
  [
    "in colour",
    'console.log("\\x1b[1mlistening on 127.0.0.1:" + PORT + "\\x1b[0m")',
    /should print the line/,
    /^Codes for colours/,
  ],
  [
    "on standard error",
    'console.error("listening on 127.0.0.1:" + PORT)',
    /on standard error\.$/,
    /belongs on standard output/,
  ],
  [
    "without a line end",
    'process.stdout.write("listening on 127.0.0.1:" + PORT)',
    /without a line end\.$/,
    /when its line end/,
  ],
  ["not at all", "PORT", /printed no line/, /stays in a buffer/],
] as const)(
  "a server that says %s where it listens is told so",
  async ([, print, finding, cause]) => {
    const { context } = await stageWith(LISTEN_AND_PRINT(print));
    const failure = await context.ownServer().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringMatching(finding),
      likelyCause: expect.stringMatching(cause),
    });
  },
);

test.concurrent.for([
  [
    "prompt",
    `import { createInterface } from "node:readline";
     createInterface(process.stdin, process.stdout).question("Port: ", () => {});`,
    /it waits for input after printing "Port:"/,
    /come by the flags/,
  ],
  [
    "flag that it does not know",
    `console.error("usage: server PORT"); console.error("error: unrecognized arguments: --host");
     process.exit(2);`,
    /ended with status 2 before/,
    /does not know a flag.*unrecognized arguments: --host/,
  ],
  [
    "port of its own, which is taken",
    `console.error("Cannot bind: Address already in use"); process.exit(1);`,
    /ended with status 1 before/,
    /Use --host and --port/,
  ],
] as const)(
  "a server that ends or waits because of a %s is told so",
  async ([, source, finding, cause]) => {
    const { context } = await stageWith(source);
    const failure = await context.ownServer().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringMatching(finding),
      likelyCause: expect.stringMatching(cause),
    });
  },
);

test.skipIf(process.platform !== "linux")(
  "a server that says that it listens before it does is told so",
  async () => {
    const { context } = await stageWith(`
      import { createServer } from "node:net";
      console.log("listening on 127.0.0.1:19096");
      setTimeout(() => createServer().listen(19096, "127.0.0.1"), 300);
    `);
    const failure = await context.ownServer().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringMatching(/says that it listens before it does/),
      likelyCause: expect.stringMatching(/in its callback/),
    });
  },
);

test
  .skipIf(process.platform !== "linux")
  .concurrent("a server may say that it listens right before it does", async () => {
    const { context } = await stageWith(`
      import { createServer } from "node:net";
      console.log("listening on 127.0.0.1:19098");
      for (const end = performance.now() + 100; performance.now() < end; );
      createServer().listen(19098, "127.0.0.1");
    `);
    await context.ownServer();
  });

test.concurrent("a client that waits at a prompt is told so", async () => {
  const { context } = await stageWith(`
    import { createInterface } from "node:readline";
    createInterface(process.stdin, process.stdout).question("Host: ", () => {});
  `);
  const listener = await context.listen();
  const failure = await listener.accept(context.client(listener.address)).catch((error) => error);
  expect(failure).toMatchObject({
    message: expect.stringMatching(/; it waits for input after printing "Host:"/),
    likelyCause: expect.stringMatching(/come by the flags/),
  });
});

test.concurrent("a server that does nothing is told so", async () => {
  const { context } = await stageWith("setInterval(() => {}, 1000)");
  await expect(context.ownServer()).rejects.toThrow(/listen and say so; it did neither/);
});

test("a program that prints without end does not stop the grader", async () => {
  const { context } = await stageWith(`
    const line = "x".repeat(1000) + "\\n";
    (function print() { process.stdout.write(line, () => setImmediate(print)); })();
  `);
  const program = context.startServer();
  await program.expectLine(/^x+$/, "a line");
  await context.clear(true);
  expect(program.exit?.signal).toBe("SIGKILL");
  expect(context.eventLog.steps().length).toBeLessThan(30);
});

test.each([
  ["one word", `"x".repeat(1e6)`],
  ["blanks", `" ".repeat(1e6)`],
  ["line ends", `"\\n".repeat(1e6)`],
  ["short lines", `"a.b:1\\n".repeat(2e5)`],
  ["a path", `"/a".repeat(5e5)`],
])("1 MB of %s does not hold the grader", async (_name, printed) => {
  setPace(1_000); // the longest deadlines: a busy machine may need seconds for the program's own part
  onTestFinished(() => setPace(0));
  const { context } = await stageWith(`
    process.stdout.write(${printed});
    process.stderr.write(${printed} + "\\n", () => { throw new Error("the end"); });
  `);
  const failure = await context.ownServer().catch((error: unknown) => error);
  if (!(failure instanceof CheckFailed)) throw failure;
  const told = diagnose(context.programs(), "01.1", failure.likelyCause);
  expect(told.cause).toContain("the end");
  const text = renderFailure({
    ...RESULT,
    story: context.eventLog.steps(),
    failure: { ...failure.failure, ...told },
  });
  expect(text.length).toBeLessThan(20_000);
});

test.skipIf(process.platform !== "linux")("a detached child is swept away", async () => {
  const { context, launcher } = await stageWith(`
    import { spawn } from "node:child_process";
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    console.log("child " + child.pid);
    setInterval(() => {}, 1000);
  `);
  const program = context.startServer();
  const [, pid] = await program.expectLine(/^child (\d+)$/, "its child's number");
  await context.clear(true);
  expect(isAlive(Number(pid))).toBe(true); // it has left the group
  await launcher.sweep();
  await expect.poll(() => isAlive(Number(pid))).toBe(false);
});

test.skipIf(process.platform !== "linux")(
  "a connection that nobody accepts is not waited for",
  async () => {
    const { context } = await stageWith(`
    import { createServer } from "node:net";
    createServer().listen({ host: "127.0.0.1", port: 0, backlog: 1 }, function () {
      console.log("listening on 127.0.0.1:" + this.address().port);
    });
  `);
    const server = await context.ownServer();
    server.program.signal("SIGSTOP"); // from here on the system alone takes connections, two of them
    const connecting = Promise.all(
      [1, 2, 3].map((number) => context.connect(server, `client ${number}`)),
    );
    await expect(connecting).rejects.toThrow(/did not accept the connection within \d/);
  },
);

test("a program that ignores SIGTERM is ended", async () => {
  const { context } = await stageWith(`
    process.on("SIGTERM", () => console.log("no"));
    console.log("here");
    setInterval(() => {}, 1000);
  `);
  const program = context.startServer();
  await program.expectLine(/^here$/, "a line");
  await program.askToStop("SIGTERM");
  await program.expectLine(/^no$/, "a refusal");
  await context.clear(true);
  expect(program.exit?.signal).toBe("SIGKILL");
});

test.skipIf(process.platform !== "linux")(
  "a program that handles signals a moment after it says that it listens ends in order",
  async () => {
    const { context } = await stageWith(`
    console.log("listening");
    for (const end = performance.now() + 200; performance.now() < end; );
    process.on("SIGTERM", () => process.exit(0));
    setInterval(() => {}, 1000);
  `);
    const program = context.startServer();
    await program.expectLine(/^listening$/, "a line");
    await program.askToStop("SIGTERM");
    await program.expectStatus(0, "after SIGTERM");
  },
);

test("a program does not see the grader's environment", async () => {
  process.env.LAB_SECRET = "expected value";
  const { context } = await stageWith(`console.log("secret", process.env.LAB_SECRET)`);
  await context.startServer().expectLine(/^secret undefined$/, "no secret");
});

test("every server has a data folder of its own, and its files are waited for", async () => {
  const { context } = await stageWith(`
    import { appendFileSync } from "node:fs";
    import { createServer } from "node:net";
    const file = process.env.LAB_DATA + "/server.log";
    createServer((socket) => socket.on("data", (chunk) => appendFileSync(file, chunk)))
      .listen(0, "127.0.0.1", function () { console.log("listening on 127.0.0.1:" + this.address().port); });
  `);
  const one = await context.ownServer();
  const other = await context.ownServer();
  expect(one.program.data).not.toBe(other.program.data);
  const path = join(one.program.data, "server.log");
  const found = expectInFile(context, path, {
    what: "the log should tell of the octopus",
    find: (text) => /octopus (\d)/.exec(text)?.[1],
  });
  const client = await context.connect(one);
  client.send("octo");
  client.send("pus 8\n");
  expect(await found).toBe("8");
  expect(readText(join(other.program.data, "server.log"))).toBe("");
});

test("what a file does not say is told with the file", async () => {
  const { context } = await stageWith(`
    import { writeFileSync } from "node:fs";
    writeFileSync(process.env.LAB_DATA + "/server.log", "one\\ntwo\\n");
  `);
  const program = context.startServer();
  const waiting = expectInFile(context, join(program.data, "server.log"), {
    what: "the log should tell of the stop",
    find: (text) => text.includes("stopped"),
    cause: (text) => `it ends with ${text.slice(-4)}`,
    by: program,
  });
  await expect(waiting).rejects.toThrow(
    /tell of the stop; the server ended with status 0 and it does not/,
  );
  expect(context.eventLog.steps().map(({ text }) => text)).toContain('server.log: "two"');
});

test("a crash is told at its place in the source", async () => {
  await writeFile(
    join(folder, "server.ts"),
    'type T = string;\n\n\nconst t: T = process.argv[2] ?? "";\nthrow new Error(t);\n',
  );
  await writeFile(join(folder, "client.ts"), "");
  const { context, close } = await openContext({ name: "a test", folder });
  clearing.push(close);
  const program = context.startServer("--x");
  await program.expectStatus(1, "the crash");
  expect(program.everythingPrinted).toContain(`${join(folder, "server.ts")}:5:`);
  expect(program.everythingPrinted).not.toContain(".mjs");
});

test.each([
  `new Worker(new URL('./parts/thread.ts', import.meta.url))`,
  "new Worker(new URL(`./parts/\x24{name}.ts`, import.meta.url))",
  `new Worker(path.join(import.meta.dirname, "parts", name + ".ts"))`,
  `new Worker(path.join(__dirname, "parts/thread.ts"))`,
  `new Worker("./parts/thread.ts")`,
  `new Worker(new URL(import.meta.resolve("./parts/thread.ts")))`,
  `start()`,
])("a program finds its files when it is graded: %s", async (start) => {
  const source = join(folder, `subject-${clearing.length}`);
  await mkdir(join(source, "parts"), { recursive: true });
  await writeFile(
    join(source, "server.ts"),
    `import path from "node:path"; import { existsSync, readFileSync } from "node:fs";
     import { Worker } from "node:worker_threads"; import { start } from "./parts/start.ts";
     const name: string = "thread";
     const worker: Worker = ${start};
     worker.on("message", (text: string) => console.log(text + readFileSync("end.txt", "utf8")));
     start;`,
  );
  await writeFile(join(source, "client.ts"), "");
  await writeFile(join(source, "end.txt"), "!");
  await writeFile(
    join(source, "parts/start.ts"),
    `import { Worker } from "node:worker_threads";
     const FILE = "./thread.ts"; export const start = () => new Worker(new URL(FILE, import.meta.url));`,
  );
  await writeFile(join(source, "parts/text.txt"), "found");
  await writeFile(
    join(source, "parts/thread.ts"),
    `import { existsSync, readFileSync } from "node:fs"; import { parentPort } from "node:worker_threads";
     enum Kind { Text = "text.txt" }
     parentPort?.postMessage(readFileSync(new URL(Kind.Text, import.meta.url), "utf8"));`,
  );
  const { context, close } = await openContext({ name: "a test", folder: source });
  clearing.push(close);
  await context.startServer().expectLine(exactly("found!"), "what the thread found");
});

test("a program stands in a new folder at each start, and leaves nothing at the caller's", async () => {
  const { context } = await stageWith(`
    import { appendFileSync, readFileSync } from "node:fs";
    appendFileSync("log.txt", "started ");
    console.log(readFileSync("log.txt", "utf8"));
  `);
  for (let start = 1; start <= 2; start++) {
    await context.startServer().expectLine(exactly("started "), "the log of one start");
  }
  expect(existsSync("log.txt")).toBe(false);
});

test("a program under test opens no debugger by a signal", async () => {
  const source = join(folder, "debugger");
  await mkdir(source, { recursive: true });
  await writeFile(join(source, "client.ts"), "");
  const text = `
    import { url } from "node:inspector";
    process.kill(process.pid, "SIGUSR1");
    setTimeout(() => console.log(url() ?? "no debugger"), 200);`;
  await writeFile(join(source, "server.ts"), text);
  const { context, close } = await openContext({ name: "a test", folder: source });
  clearing.push(close);
  await context.startServer().expectLine(exactly("no debugger"), "its word");
});

test("a command runs in a copy of the folder, by whichever path it names its file", async () => {
  const source = join(folder, "commands");
  await mkdir(join(source, "parts"), { recursive: true });
  const text = `
    import { appendFileSync } from "node:fs";
    import { name } from "./parts/name.mjs";
    appendFileSync(new URL("log.txt", import.meta.url), "written");
    console.log(name);`;
  await writeFile(join(source, "run.mjs"), text);
  await writeFile(join(source, "parts/name.mjs"), `export const name = "ran";`);
  for (const file of ["run.mjs", "./run.mjs", join(source, "run.mjs")]) {
    const command = [process.execPath, file];
    const subject = { name: "a test", folder: source, server: command, client: command };
    const { context, close } = await openContext(subject);
    clearing.push(close);
    await context.startServer().expectLine(exactly("ran"), "its word");
  }
  expect(existsSync(join(source, "log.txt"))).toBe(false);
});

test("a grader that may open no more files says so", () => {
  const script = `
    import { openSync } from "node:fs";
    const { openContext } = await import("./grading/core/open-context.ts");
    const { machineErrorText } = await import("./grading/core/machine.ts");
    const command = [process.execPath, "-e", "1"];
    const { context } = await openContext({ name: "a test", server: command, client: command });
    const take = () => { for (;;) openSync("/dev/null"); };
    try { take(); } catch {}
    try { context.startServer(); } catch (error) { console.log(machineErrorText(error)); }
    process.exit();`;
  const limited = ["-c", 'ulimit -n 64 && exec "$0" "$@"', process.execPath];
  const flags = ["--input-type=module", "--eval", script];
  const printed = execFileSync("sh", [...limited, ...flags], { encoding: "utf8" });
  expect(printed).toContain("the grader may open no more files or sockets");
});
