/** Golden tests: these texts are what a learner learns from. */
import { expect, test } from "vitest";
import { exercisesOf } from "../../course/exercises.ts";
import { allLabs, findLab, type Lab, readmeOf, withParts } from "../../course/labs.ts";
import { unseenIn } from "../../course/readme.ts";
import { definitionsOf } from "../core/check.ts";
import type { CheckResult, LabResult } from "./result.ts";
import { type RenderOptions, renderForLearner } from "./terminal.ts";

const check: CheckResult = {
  lab: "01-echo",
  exercise: "01.1",
  title: "the server says where it listens",
  points: 2,
  verdict: "passed",
  rule: "The server sends back every byte",
  story: [],
  durationMs: 60,
};

const failed: CheckResult = {
  ...check,
  exercise: "01.5",
  title: "the server sends back what it gets, at once",
  verdict: "failed",
  failure: {
    expectation: "client: the echo: no answer came within 3 s (0 of 6 bytes)",
    cause: "Is every chunk sent back?",
  },
  story: [
    { voice: "server", text: "started: node server.ts --port 0" },
    { voice: "server", text: "printed: listening on 127.0.0.1:40123" },
    { voice: "client", text: "sent 6 bytes\n68 65 6c 6c 6f 0a  hello\\n" },
  ],
};

const waiting: CheckResult = {
  ...check,
  exercise: "01.5",
  title: "clients do not wait for each other",
  verdict: "not judged",
  reason: 'needs "the server sends back what it gets, at once"',
};

const result: LabResult = {
  lab: "01-echo",
  subject: "your copy in work/01-echo",
  seed: 7,
  isolation: "L1",
  checks: [check, failed, waiting],
  timing: {},
};

test("the next step leads to the exercise that the cause names", () => {
  const elsewhere = {
    ...failed,
    failure: { expectation: "It should.", cause: "See exercise 01.4.", exercise: "01.4" },
  };
  const text = renderForLearner({ ...result, checks: [check, elsewhere] }, { colour: false });
  expect(text).toContain("Next: exercise 01.4, handleConnection in work/");
});

test("an instructor reads of a function's file only where the submission has it", () => {
  const command = "npm run grade -- 01";
  const shown = (exerciseFiles: string[]) => {
    const given = { ...result, subject: "python3 server.py", exerciseFiles };
    return renderForLearner(given, { colour: false, command });
  };
  expect(shown(["echo.ts"])).toMatch(/\nNext: exercise 01\.5, echo in echo\.ts$/);
  expect(shown(["serve.ts"])).toMatch(/\nNext: fix "the server sends back what it gets, at once"$/);
});

test("of what no check sees, only the exercise that was asked for is named", () => {
  const other = { ...check, exercise: "01.3" };
  const part = { ...result, checks: [check, other], only: "01.3" };
  const text = renderForLearner(part, { colour: false });
  expect(text).toContain("\n- 01.3: a listener that stays");
  expect(text).toContain(
    "These checks pass. Your progress counts all of them: npm run lab 01 check\n",
  );
  expect(text).not.toContain("- 01.1");
});

test("a failure is told from its first step, with the cause and the way on", () => {
  expect(renderForLearner(result, { colour: false })).toMatchInlineSnapshot(`
    "01-echo: 2 of 6 points (your copy in work/01-echo)

    ✓ 01.1 listen                      2/2
    ✗ 01.5 echo                        0/4
        ✗ the server sends back what it gets, at once
        – 1 more check, once the failed ones above pass

    First: 01.5, the server sends back what it gets, at once

    client: the echo: no answer came within 3 s (0 of 6 bytes)

    Likely cause: Is every chunk sent back?

    1  server  started: node server.ts --port 0
    2  server  printed: listening on 127.0.0.1:40123
    3  client  sent 6 bytes
                 68 65 6c 6c 6f 0a  hello\\n

    Read:   labs/01-echo/README.md, The wire, rule 1
    Again:  npm run lab 01 check 01.5 -- --seed 7

    Next: exercise 01.5, echo in work/01-echo/echo.ts"
  `);
  expect(renderForLearner(result, { colour: false, full: true })).toContain(`
Read:   labs/01-echo/README.md, The wire, rule 1:
        "The server sends back every byte that a client sends: unchanged, in o…"
Again:  npm run lab 01 check -- --only "the server sends back what it gets, at once" --seed 7

Next: exercise 01.5, function echo in work/01-echo/echo.ts
      Send every chunk back; pause reading while the socket is full; when the
      client has ended its side, end yours and wait until all is sent.
      A hint: npm run lab 01 hint 01.5`);
});

test("when everything passes, the next lab is named, and what no check sees of these exercises", () => {
  const all = { ...result, checks: [check] };
  expect(renderForLearner(all, { colour: false })).toMatchInlineSnapshot(`
    "01-echo: 2 of 2 points (your copy in work/01-echo)

    ✓ 01.1 listen                      2/2

    All of it works. Next: npm run lab 02 readme

    No check sees these mistakes. Compare: npm run lab 01 diff
    - 01.1: a listener that stays behind when the wait is over."
  `);
});

const LABS = withParts(allLabs()).map((lab) => ({
  lab,
  ids: exercisesOf(lab).map(({ id }) => id),
}));

/** The report when every one of these exercises has passed. */
function allGreen({ folder }: Lab, ids: readonly string[], options: Partial<RenderOptions> = {}) {
  const checks = ids.map((id) => ({ ...check, lab: folder, exercise: id }));
  return renderForLearner({ ...result, lab: folder, checks }, { colour: false, ...options });
}

test.each(LABS)("lab $lab.number: a report of passes alone fits one screen", ({ lab, ids }) => {
  const lines = allGreen(lab, ids).split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});

test.each(LABS)(
  "lab $lab.number: the report says all that no check sees, of exercises that there are",
  ({ lab, ids }) => {
    const unseen = unseenIn(readmeOf(lab));
    expect(ids).toEqual(expect.arrayContaining(unseen.flatMap((entry) => entry.ids)));
    const entries = allGreen(lab, ids, { full: true }).match(/^- .*/gm) ?? [];
    expect(entries).toEqual(
      unseen.map((entry) => expect.stringContaining(`- ${entry.ids.join(", ")}: `)),
    );
  },
);

test("what no check sees is told of the exercises that have passed, and of no others", () => {
  const lab = findLab("01", allLabs());
  if (lab === undefined) throw new Error("there is no lab 01");
  expect(allGreen(lab, ["01.2"])).toContain("- 01.2: ");
  expect(allGreen(lab, ["01.2"])).not.toContain("- 01.4: ");
  const text = renderForLearner({ ...result, checks: [check, failed] }, { colour: false });
  expect(text).not.toContain("No check sees");
});

test("checks that are not judged for one reason are counted in one line", () => {
  const reason = "it needs a terminal made by `script` of util-linux, which is not here";
  const [one, other] = ["one", "other"].map((title) => ({ ...waiting, title, reason }));
  if (one === undefined || other === undefined) throw new Error("unreachable");
  expect(renderForLearner({ ...result, checks: [one, other] }, { colour: false })).toContain(
    `\n    – 2 checks: not judged, ${reason}\n`,
  );
  expect(renderForLearner({ ...result, checks: [one] }, { colour: false })).toContain(
    `\n    – one: not judged, ${reason}\n`,
  );
});

test("a fault of the grader is told as the grader's", () => {
  const reason = "the grader is at fault: Error: no memory";
  const fault: CheckResult = { ...waiting, fault: true, reason };
  expect(
    renderForLearner({ ...result, checks: [check, fault] }, { colour: false }),
  ).toMatchInlineSnapshot(`
    "01-echo: 2 of 4 points (your copy in work/01-echo)

    ✓ 01.1 listen                      2/2
    – 01.5 echo                        0/2

    Not judged, because the grader or this machine failed (this is not your fault):
      clients do not wait for each other: the grader is at fault: Error: no memory

    Nothing failed, but not everything was judged."
  `);
});

test("a check that was not the same twice is named with both verdicts", () => {
  const flaky: CheckResult = { ...check, attempts: ["failed", "passed"] };
  expect(renderForLearner({ ...result, checks: [flaky] }, { colour: false })).toContain(
    "Not the same twice (the better counts): the server says where it listens: failed, then passed",
  );
});

test("an exercise that is still empty is told as such, without a story", () => {
  const failure = {
    expectation: "x",
    cause: "Exercise 01.5 is not written yet.",
    unwritten: "01.5",
  };
  const empty: CheckResult = { ...failed, failure };
  expect(
    renderForLearner({ ...result, checks: [check, empty] }, { colour: false }),
  ).toMatchInlineSnapshot(`
    "01-echo: 2 of 4 points (your copy in work/01-echo)

    ✓ 01.1 listen                      2/2
    ○ 01.5 echo                        0/2  not written yet

    Exercise 01.5 is not written yet.

    Next: exercise 01.5, function echo in work/01-echo/echo.ts
          Send every chunk back; pause reading while the socket is full; when the
          client has ended its side, end yours and wait until all is sent.
          A hint: npm run lab 01 hint 01.5"
  `);
});

const TYPE_ERRORS = [
  { file: "client.ts", line: 9, message: `Type 'string' is not ${"very ".repeat(60)}long.` },
  { file: "echo.ts", line: 12, message: "Property 'wriet' does not exist on type 'Socket'." },
  { file: "server.ts", line: 3, message: "Cannot find name 'x\u001b[31m'." },
];

test("a failure is followed by type errors, those of its exercise's file first, on one screen", () => {
  const text = renderForLearner({ ...result, typeErrors: TYPE_ERRORS }, { colour: false });
  expect(text).toContain(`Likely cause: Is every chunk sent back?

TypeScript:   echo.ts:12: Property 'wriet' does not exist on type 'Socket'.
              … and 2 more
`);
  expect(rowsOf(text)).toBeLessThanOrEqual(22);
  const full = renderForLearner(
    { ...result, typeErrors: TYPE_ERRORS },
    { colour: false, full: true },
  );
  expect(full).toContain("server.ts:3: Cannot find name 'x\\u001b[31m'.");
});

test("type errors of a program that passes are told as what they are", () => {
  const typeErrors = TYPE_ERRORS.slice(1);
  expect(renderForLearner({ ...result, checks: [check], typeErrors }, { colour: false })).toContain(
    `It runs in spite of these type errors, but they may hide a mistake.
TypeScript:   echo.ts:12: Property 'wriet' does not exist on type 'Socket'.
              server.ts:3: Cannot find name`,
  );
});

test("a program that does not compile is told nothing else", () => {
  const failure = { expectation: "It should compile.\necho.ts:3: no", next: "make it compile" };
  const checks = [{ ...failed, story: [], failure }, waiting];
  expect(renderForLearner({ ...result, checks }, { colour: false })).toMatchInlineSnapshot(`
    "01-echo: 0 of 4 points (your copy in work/01-echo)

    It should compile.
    echo.ts:3: no

    Next:         make it compile"
  `);
  const long = { ...failure, expectation: `It should compile.\n${"x".repeat(1e6)}` };
  const text = renderForLearner(
    { ...result, checks: [{ ...failed, story: [], failure: long }] },
    { colour: false },
  );
  expect(rowsOf(text)).toBeLessThanOrEqual(22);
});

/** How many rows of a screen of 80 columns these lines take. */
function rowsOf(text: string): number {
  return text.split("\n").flatMap((line) => line.match(/.{1,80}/gsu) ?? [""]).length;
}

test("a report fits on one screen, however long its story, its finding and its cause are", () => {
  const long: CheckResult = {
    ...failed,
    failure: { expectation: `It was ${"x".repeat(1e6)}.`, cause: "Because of this. ".repeat(200) },
    story: Array.from({ length: 50 }, (_step, at) => ({
      voice: "server",
      text: `received ${at} bytes\n68 65 6c 6c 6f\n68 65 6c 6c 6f`,
    })),
  };
  const text = renderForLearner({ ...result, checks: [long] }, { colour: false });
  expect(rowsOf(text)).toBeLessThanOrEqual(22);
  const taller = renderForLearner({ ...result, checks: [long] }, { colour: false, rows: 40 });
  expect(rowsOf(taller)).toBe(38);
  expect(taller).toContain("49 bytes");
  const full = renderForLearner({ ...result, checks: [long] }, { colour: false, full: true });
  expect(full).toContain(" 1  server  received 0 bytes");
});

/** As long as the longest cause of the grader. */
const LONG_CAUSE =
  "What it prints stays in a buffer: standard output is a pipe here, and most languages send lines at once to a terminal only. Flush after each line: `print(…, flush=True)` in Python, `$| = 1` in Perl, `setvbuf(stdout, NULL, _IOLBF, 0)` or `fflush` in C, or start the program by `stdbuf -oL`. If nothing is printed on purpose, print this line. See exercise 01.4.";

const EVENT = JSON.stringify({ type: "said", id: 7, name: "ada", text: "hello ".repeat(40) });
const LONG_FINDING = `ada: the copy of a private message that comes again: the next event should be ${EVENT}; it is [${EVENT}]. They differ in "text".\n${"68 65 6c ".repeat(8)}\n`;

const words = (text: string) => text.replace(/\s+/g, " ");

test.each(LABS)(
  "lab $lab.number: the longest verdict fits one screen, with score, finding and whole cause",
  async ({ lab }) => {
    const failure = { expectation: LONG_FINDING.repeat(3), cause: LONG_CAUSE };
    const story = Array.from({ length: 50 }, (_step, at) => ({ voice: "ada", text: `step ${at}` }));
    const definitions = await definitionsOf(lab.folder);
    const longest = Math.max(...definitions.map(({ title }) => title.length));
    const of = (verdictOf: (title: string, at: number) => CheckResult["verdict"]) =>
      definitions.map(({ title, exercise }, at): CheckResult => {
        const about = {
          ...failed,
          lab: lab.folder,
          exercise,
          title,
          verdict: verdictOf(title, at),
        };
        return { ...about, failure, story, reason: 'needs "another"' };
      });
    const cases = [
      of(() => "failed"),
      of((title) => (title.length === longest ? "failed" : "passed")),
      of((_title, at) => (["failed", "passed", "not judged"] as const)[at % 3] ?? "failed"),
    ];
    const given = { ...result, lab: lab.folder, subject: `your copy in work/${lab.copy}` };
    for (const checks of cases) {
      const text = renderForLearner(
        { ...given, checks, typeErrors: TYPE_ERRORS },
        { colour: false },
      );
      expect(rowsOf(text), text).toBeLessThanOrEqual(22);
      expect(text).toMatch(/^\S+: \d+ of \d+ points \(your copy in /);
      expect(text).toMatch(/^✗ \d/m);
      expect(words(text)).toContain(LONG_CAUSE);
      expect(words(text)).toMatch(
        /the next event should be \{"type":"said","id":7.*…; it is \[\{"type".*…\. They differ in "text"\./,
      );
      expect(text).toMatch(/^Again: /m);
      expect(text).toMatch(/^Next: /m);
    }
  },
);

test("the story gives way before the data in a finding, and both before the names of checks", () => {
  const story = Array.from({ length: 30 }, (_step, at) => ({
    voice: "ada",
    text: `step ${at + 1}`,
  }));
  const shown = (length: number, count: number) => {
    const expectation = `It should be ${JSON.stringify(["x".repeat(length)])}.`;
    const given = { ...failed, failure: { expectation, cause: "Because." }, story };
    const checks = Array.from({ length: count }, (_one, at) => ({ ...given, title: `it ${at}` }));
    return renderForLearner({ ...result, checks }, { colour: false });
  };
  expect(shown(20, 1)).toMatch(/x"\]\.\n[\s\S]*… 25 earlier steps/);
  expect(shown(120, 1)).toMatch(/x"\]\.\n[\s\S]*… 26 earlier steps/);
  expect(shown(380, 1)).toMatch(/x…\.\n[\s\S]*… 25 earlier steps/);
  expect(shown(380, 4)).toMatch(/✗ it 3\n[\s\S]*x…\.\n[\s\S]*step 30\n/);
  expect(shown(380, 7)).toMatch(/✗ it 6\n[\s\S]*x…\.\n(?![\s\S]*step 30\n)/);
  expect(shown(380, 20)).toMatch(/0\/40 {2}20 checks failed\n[\s\S]*step 30\n/);
});

/** Without what this report colours itself with: ESC [ NUMBER m. */
function withoutColours(text: string): string {
  const [first = "", ...parts] = text.split("\u001b[");
  return parts.reduce(
    (all, part) => all + (/^\d+m/.test(part) ? part.replace(/^\d+m/, "") : `\u001b[${part}`),
    first,
  );
}

test("nothing that a submission wrote gives commands to a terminal", () => {
  const attack = "\u001b[2J\u001b]0;title\u0007\u0000\u009b2J\u202egnp.exe\u2028";
  const bad: CheckResult = {
    ...failed,
    failure: { expectation: `It was ${attack}.\nnext line`, cause: attack },
    story: [{ voice: "server", text: `printed: ${attack}` }],
  };
  for (const colour of [false, true]) {
    const text = renderForLearner(
      { ...result, subject: `work/${attack}`, checks: [bad] },
      { colour },
    );
    const others = withoutColours(text).replaceAll("\n", "");
    expect(others).not.toMatch(/[\p{C}\p{Zl}]/u);
    expect(others).toContain("\\u202egnp.exe");
  }
});

test("an instructor is told the instructor's commands", () => {
  const options = { colour: false, command: 'npm run grade -- 01 --subject "ada"' };
  const failing = renderForLearner(result, options);
  const passing = renderForLearner({ ...result, only: "01.1", checks: [check] }, options);
  for (const text of [failing, passing]) expect(text).not.toContain("npm run lab");
  for (const text of [failing, passing]) expect(text).toContain("\nIsolation: L1 ");
  expect(failing).toContain(`Again:  ${options.command} --only `);
  expect(passing).toContain(`These checks pass. All of them: ${options.command}`);
});
