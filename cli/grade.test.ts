import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "../course/labs.ts";

/** Below a file there is no folder, for root neither. */
const MISSING = join(import.meta.filename, "missing");
const RESULT = join(MISSING, "a.json");

test.each([
  {
    what: "a temporary folder that is not there",
    args: [],
    env: { TMPDIR: MISSING },
    sentence: `Cannot create a folder in ${MISSING}: not a directory; set TMPDIR to a folder that you can write to`,
  },
  {
    what: "a place for the result that is not there",
    args: ["--json", RESULT],
    env: {},
    sentence: `Cannot write ${RESULT}: a part of its path is not a folder; choose another file with --json`,
  },
  {
    what: "a folder that no flag names",
    args: ["my folder"],
    env: {},
    sentence:
      'Cannot read "my folder": grade takes one word, the lab; a folder is named by --subject, part of the checks by --only',
  },
  {
    what: "the letter of a part behind its lab",
    lab: "09",
    args: ["d"],
    env: {},
    sentence: 'Cannot grade "d" in lab 09: it is a part of this lab; write npm run grade -- 09d',
  },
  {
    what: "two folders",
    args: ["--subject", import.meta.dirname],
    env: {},
    sentence:
      "Cannot grade two at once: --solution and --subject both name a folder; leave one of them out",
  },
  {
    what: "a deadline of nothing",
    args: ["--deadline", "0"],
    env: {},
    sentence:
      "Cannot use 0 as the deadline: it is not a whole number of seconds from 1 to 999999; write --deadline 120",
  },
])(
  "grade refuses $what before it grades, in one sentence with status 2",
  ({ lab = "01", args, env, sentence }) => {
    const command = [join(PROJECT_ROOT, "cli/grade.ts"), lab, "--solution", ...args];
    const { stdout, stderr, status } = spawnSync(process.execPath, command, {
      env: { PATH: process.env.PATH, ...env },
      encoding: "utf8",
    });
    expect({ stdout, stderr, status }).toEqual({ stdout: "", stderr: `${sentence}\n`, status: 2 });
  },
);
