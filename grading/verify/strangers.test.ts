/** Programs as real learners write them: what is true of each is said once, and costs what it must. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { allLabs, findLab, type Lab, PROJECT_ROOT } from "../../course/labs.ts";
import type { Subject } from "../core/subject.ts";
import { renderFailure } from "../report/failure-text.ts";
import type { CheckResult } from "../report/result.ts";
import { changedFiles, referenceFolder, rightFiles, writeCopy } from "./changed-copy.ts";
import { gradeHere, withFolder } from "./grade-here.ts";
import { subjectIn } from "./reference-solutions.ts";
import { readChangedProgram } from "./wrong-program.ts";

const FOLDER = join(PROJECT_ROOT, "grading", "strangers");

/** Plays the other side, where a stranger has written one of the two programs only. */
const RIGHT_PAIR = subjectIn(
  join(PROJECT_ROOT, referenceFolder(labOf("01")), "python"),
  "a stranger",
);

const LISTENS = "the server says where it listens";
const SENDS = "the client sends its input byte for byte";
const CONNECTIONS = "the server says who comes and who leaves";
const ECHOES = "the server sends back what it gets, at once";
const COUNTS = "the server says how much it received and sent";

interface Stranger {
  /** A command line; the files are in the folder of strangers, or absolute. That of a right one when absent. */
  server?: string[];
  client?: string[];
  /** The titles of the checks to run, or the numbers of exercises; all when absent. */
  only?: readonly string[];
}

/** Grades a pair in lab 01. */
async function grade({ server, client, only }: Stranger): Promise<CheckResult[]> {
  const inFolder = ([program = "", ...files]: string[]) => [
    program,
    ...files.map((file) => resolve(FOLDER, file)),
  ];
  const subject = {
    ...RIGHT_PAIR,
    ...(server === undefined ? {} : { server: inFolder(server) }),
    ...(client === undefined ? {} : { client: inFolder(client) }),
  };
  return await run(labOf("01"), subject, only);
}

/** Grades a right program with a few parts changed, which are in the folder of strangers: its only trait. */
async function gradeChanged(
  number: string,
  name: string,
  only?: readonly string[],
): Promise<CheckResult[]> {
  const program = readChangedProgram(PROJECT_ROOT, `grading/strangers/changes/${name}`);
  const lab = labOf(number);
  const files = new Map([...rightFiles(lab, program.base), ...changedFiles(lab, program)]);
  return await gradeFiles(lab, files, only);
}

/** Grades a learner's copy. */
async function gradeFiles(
  lab: Lab,
  files: ReadonlyMap<string, string>,
  only?: readonly string[],
): Promise<CheckResult[]> {
  return await withFolder(async (folder) => {
    await writeCopy(files, folder);
    return await run(lab, subjectIn(folder, "a stranger"), only);
  });
}

async function run(
  lab: Lab,
  subject: Subject,
  only: readonly string[] | undefined,
): Promise<CheckResult[]> {
  const results = await gradeHere(lab, subject, {
    // A whole grading is one as a class gets it, also on a busy machine.
    retries: only === undefined ? "all" : "none",
    only: ({ title, exercise }) =>
      only === undefined || only.includes(title) || only.includes(exercise),
  });
  if (results.length === 0) throw new Error(`no check has these titles: ${only}`);
  return results;
}

function labOf(number: string): Lab {
  const lab = findLab(number, allLabs());
  if (lab === undefined) throw new Error(`there is no lab ${number}`);
  return lab;
}

const titles = (results: readonly CheckResult[], verdict: string) =>
  results.filter((one) => one.verdict === verdict).map(({ title }) => title);

/** The verdict on one check that fails: the finding and its cause. */
async function verdictOn(stranger: Stranger, title: string): Promise<string> {
  return told(await grade({ ...stranger, only: [title] }));
}

function told([result]: readonly CheckResult[]): string {
  expect(result?.verdict).toBe("failed");
  return `${result?.failure?.expectation}\n${result?.failure?.cause}`;
}

/** Skips the test where the machine lacks the tool. */
function needTool(tool: string, { skip }: TestContext): void {
  if (spawnSync(tool, ["--version"]).status !== 0) skip(`it needs ${tool}, which is not here`);
}

/** The verdict on a server in C, which is compiled first. */
async function verdictOnC(file: string, title: string): Promise<string> {
  return await withFolder(async (folder) => {
    const program = join(folder, "server");
    const { status, stderr } = spawnSync("gcc", ["-o", program, join(FOLDER, file)]);
    expect(status, String(stderr)).toBe(0);
    return await verdictOn({ server: [program] }, title);
  });
}

describe.concurrent("a stranger's server", () => {
  test("that serves one client and ends is told so once", async () => {
    const results = await grade({ server: ["python3", "one_client.py"] });
    const findings = results.filter(({ failure }) => failure?.expectation.includes("ended after"));
    expect(findings).toHaveLength(1);
    expect(titles(results, "failed")).toHaveLength(1);
  });

  test("whose port is written into its source loses only what is about the port", async () => {
    const results = await grade({ server: ["python3", "fixed_port.py"] });
    expect(titles(results, "failed")).toEqual(["the server listens where it is told"]);
    expect(titles(results, "not judged")).toEqual(["a taken port is told in one line"]);
  });

  test("that refuses port 0 is told so once", async () => {
    const results = await grade({ server: ["python3", "no_port_zero.py"], only: ["01.1", ECHOES] });
    const failed = results.filter(({ verdict }) => verdict === "failed");
    expect(failed.map(({ failure }) => failure?.expectation)).toEqual([
      expect.stringContaining("refuses --port 0"),
    ]);
    expect(titles(results, "not judged")).toEqual([]);
  });

  test("that is right, and ends its lines with CR LF, gets full marks", async () => {
    const results = await gradeChanged("01", "cr_lf.py");
    expect(titles(results, "passed")).toHaveLength(results.length);
  });

  test("that is right, and keeps a log where it stands, leaves nothing with the caller", async () => {
    const only = ["01.1", ECHOES];
    const results = await grade({ server: ["python3", "writes_here.py"], only });
    expect(titles(results, "passed")).toHaveLength(results.length);
    const logs = [process.cwd(), FOLDER].map((folder) => join(folder, "log.txt"));
    expect(logs.filter((log) => existsSync(log))).toEqual([]);
  });

  test("that serves one client after the other is told so once", async () => {
    const only = ["01.4", "01.5"];
    const results = await grade({ server: ["python3", "backlog_zero.py"], only });
    const failed = results.filter(({ verdict }) => verdict === "failed");
    expect(failed.map(({ failure }) => failure?.expectation)).toEqual([
      expect.stringContaining("serves one client at a time"),
    ]);
  });

  test("that moves on to another port loses only what is about a taken port", async () => {
    const results = await grade({ server: ["python3", "moves_on.py"], only: ["01.1", ECHOES] });
    expect(titles(results, "failed")).toEqual(["a taken port is told in one line"]);
    const failure = results.find(({ verdict }) => verdict === "failed")?.failure;
    expect(failure?.cause).toContain("lab 04's task");
    expect(failure?.cause).not.toMatch(/stack|trace/);
  });

  test("that says nothing but where it listens loses only its messages", async () => {
    const only = [
      LISTENS,
      CONNECTIONS,
      ECHOES,
      COUNTS,
      "the server sends back every byte, however it is cut",
    ];
    const results = await grade({ server: ["python3", "silent.py"], only });
    expect(titles(results, "failed")).toEqual([CONNECTIONS, COUNTS]);
  });

  test("that shows bytes as text loses only what is about bytes", async () => {
    const bytes = "the server sends back every byte, however it is cut";
    const results = await grade({
      server: ["python3", "shows_text.py"],
      only: [CONNECTIONS, ECHOES, COUNTS, bytes],
    });
    expect(titles(results, "failed")).toEqual([bytes]);
    const failure = results.find(({ verdict }) => verdict === "failed")?.failure;
    expect(failure?.cause).toContain("UnicodeDecodeError");
  });

  test("that answers once and closes is told so", async () => {
    const verdict = await verdictOn({ server: ["python3", "one_answer.py"] }, ECHOES);
    expect(verdict).toContain("answered once, then closed");
  });

  test("whose thread dies of a reset is told that, and no guess", async () => {
    const title = "each message names its own client";
    const verdict = await verdictOn({ server: ["python3", "one_answer.py"] }, title);
    expect(verdict).toContain("ConnectionResetError");
    expect(verdict).toContain("Where nobody catches it, it ends the thread");
    expect(verdict).not.toContain("print the line");
  });

  test("that asks for its port is told of the flags", async () => {
    const verdict = await verdictOn({ server: ["python3", "asks.py"] }, LISTENS);
    expect(verdict).toContain('waits for input after printing "Port:"');
    expect(verdict).toContain("come by the flags --host and --port");
  });

  test("that takes host and port by their places is told of the flags", async () => {
    const verdict = await verdictOn({ server: ["python3", "positional.py"] }, LISTENS);
    expect(verdict).toContain("come by the flags --host and --port");
  });

  test("that does not know --host is told so", async () => {
    const verdict = await verdictOn({ server: ["python3", "own_flags.py"] }, LISTENS);
    expect(verdict).toContain("It does not know a flag that it is started with");
  });

  test("that prints one very long word, and does not listen, is told so in time", async () => {
    const verdict = await verdictOn({ server: [process.execPath, "long_line.mjs"] }, LISTENS);
    expect(verdict).toMatch(/should have printed the line "listening on|should listen/);
  });

  test("that is right, and prints each chunk in hex, gets full marks", async () => {
    const results = await gradeChanged("01", "prints_hex.py", [
      ECHOES,
      COUNTS,
      "the server goes on after the client has ended its side",
    ]);
    expect(titles(results, "passed")).toHaveLength(3);
  });

  test("with escape codes in a line that does not compile draws nothing on the screen", async () => {
    const lab = labOf("01");
    const files = rightFiles(lab, "callbacks");
    const line = 'const a = "\x1b]0;OWNED\x07\x1b[31mred\x1b[2J" oops;';
    files.set("server.ts", `${line}\n${files.get("server.ts")}`);
    const results = await gradeFiles(lab, files, [LISTENS]);
    const [result] = results;
    if (result === undefined) throw new Error("the check has no result");
    const shown = renderFailure(result);
    expect(shown).toMatch(/server\.ts:1: Expected ";" but found "oops"/);
    expect(shown).toContain("OWNED");
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  test("in Perl that serves one client after the other is told so", async (context) => {
    needTool("perl", context);
    const title = "clients do not wait for each other";
    const verdict = await verdictOn({ server: ["perl", "one_at_a_time.pl"] }, title);
    expect(verdict).toContain("serves one client at a time");
  });

  test("that uses a null pointer is told what the signal means", async (context) => {
    needTool("gcc", context);
    expect(await verdictOnC("null_pointer.c", ECHOES)).toContain("SIGSEGV: it used memory");
  });

  test("with a word before its announcement is told of the line", async () => {
    const verdict = await verdictOn({ server: ["python3", "another_word.py"] }, LISTENS);
    expect(verdict).toMatch(/should print the line .*; it printed "\[INFO\] listening on/);
  });

  test("whose task dies of bytes that are not UTF-8 is told so", async () => {
    const bytes = "the server sends back every byte, however it is cut";
    const verdict = await verdictOn({ server: ["python3", "asyncio_text.py"] }, bytes);
    expect(verdict).toContain("UnicodeDecodeError");
  });

  test("in Perl whose output stays in a buffer is told so", async (context) => {
    needTool("perl", context);
    const verdict = await verdictOn({ server: ["perl", "unflushed.pl"] }, LISTENS);
    expect(verdict).toMatch(/\nWhat it prints stays in a buffer/);
  });

  test("in C whose output stays in a buffer is told so", async (context) => {
    needTool("gcc", context);
    expect(await verdictOnC("buffered.c", LISTENS)).toMatch(/\nWhat it prints stays in a buffer/);
  });

  test("of lab 02 that is right, in single quotes, gets the points of its threads", async () => {
    const lab = labOf("02");
    const files = rightFiles(lab, undefined);
    const thread = files.get("thread-pool.ts")?.replace(/(new URL\()"(.+?)"/, "$1'$2'") ?? "";
    expect(thread).toContain("'./connection-thread.ts'");
    files.set("thread-pool.ts", thread);
    const results = await gradeFiles(lab, files, ["each client gets a thread"]);
    expect(titles(results, "passed")).toHaveLength(1);
  });

  test("of lab 02 that does not name its thread loses that", async () => {
    const results = await gradeChanged("02", "no_thread.py", ["each client gets a thread"]);
    expect(told(results)).toMatch(/on thread T.*; it printed "connected [\d.:]+"/);
  });

  test.for([
    ["whatever it is told", "own_port.py"],
    ["unless it may choose", "own_port_unless_0.py"],
  ])("of lab 02 that listens on a port of its own %s is told so once", async ([, name = ""]) => {
    const results = await gradeChanged("02", name, ["02.1"]);
    const failed = results.filter(({ verdict }) => verdict === "failed");
    expect(failed.map(({ failure }) => failure?.expectation)).toEqual([
      expect.stringMatching(/does not listen where it is told: .* made it listen on .*:1909[57]/),
    ]);
    expect(titles(results, "not judged")).toEqual([]);
  });

  test("of lab 03 that lets clients be silent loses that", async () => {
    const results = await gradeChanged("03", "no_idle_limit.py", ["03.1"]);
    expect(titles(results, "failed")).toEqual(["a silent client is told so and left"]);
  });
});

describe.concurrent("a stranger's client", () => {
  test("that drops the line ends is told so once", async () => {
    const results = await grade({ client: ["python3", "line_client.py"], only: ["01.3"] });
    expect(titles(results, "failed")).toEqual([SENDS]);
    const failure = results.find(({ verdict }) => verdict === "failed")?.failure;
    expect(failure?.cause).toMatch(/^The line end \(LF, 0a\) is missing/);
  });
});
