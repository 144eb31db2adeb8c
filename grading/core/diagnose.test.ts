import { describe, expect, test } from "vitest";
import { diagnose } from "./diagnose.ts";
import type { Exit, Program } from "./program.ts";

/** As much of a program as a diagnosis looks at. */
function program({
  stdout = "",
  stderr = "",
  exit,
  isNode = false,
}: {
  stdout?: string;
  stderr?: string;
  exit?: Exit;
  isNode?: boolean;
}): Program {
  const lines = (stream: string) => (stream === "stdout" ? stdout : stderr).split("\n");
  const everythingPrinted = `${stdout}\n${stderr}`;
  return { voice: "server", isNode, exit, lines, everythingPrinted } as unknown as Program;
}

const IN_A_THREAD = `Exception in thread Thread-1 (serve):
Traceback (most recent call last):
  File "/home/ada/server.py", line 4, in serve
    print(chunk.decode())
UnicodeDecodeError: 'utf-8' codec can't decode byte 0xd0 in position 0: unexpected end of data`;

const GUESS = 'Nobody waited for "drain".';

describe("diagnose()", () => {
  test("names the crash of a thread while the program lives on, and adds no guess", () => {
    const { cause, isCrash } = diagnose([program({ stderr: IN_A_THREAD })], "01.5", GUESS);
    expect(isCrash).toBe(true);
    expect(cause).toMatch(
      /^Something in the server crashed, though its process still runs: Unicode/,
    );
    expect(cause).toContain("(server.py, line 4).");
    expect(cause).not.toContain("drain");
  });

  test("keeps a guess about an error of the world, and takes what Node prints and lives for caught", () => {
    const stderr = `Error: read ECONNRESET\n    at visit (file:///home/ada/server.ts:12:7)`;
    const exit = { status: 1, signal: null };
    expect(diagnose([program({ stderr, exit, isNode: true })], "01.5", GUESS)).toEqual({
      cause: `The server crashed: Error: read ECONNRESET (server.ts, line 12).\n${GUESS}`,
    });
    expect(diagnose([program({ stderr, isNode: true })], "01.5", GUESS).cause).toBe(GUESS);
  });

  test("names a signal that ended a program", () => {
    const exit = { status: null, signal: "SIGSEGV" } as const;
    expect(diagnose([program({ exit })], "01.5", GUESS).cause).toMatch(
      /^The server crashed: SIGSEGV: it used memory/,
    );
  });

  test("takes no warning of Perl for its end, and no status 0 for a crash", () => {
    const stderr = "Use of uninitialized value at server.pl line 5.";
    const cause = (status: number) =>
      diagnose([program({ stderr, exit: { status, signal: null } })], "01.5", "a guess").cause;
    expect(cause(0)).toBe("a guess");
    expect(cause(9)).toBe("The server crashed: Use of uninitialized value (server.pl, line 5).");
  });

  test("speaks Node to programs that Node runs, and to no others", () => {
    const likely = { general: "Nobody waited.", node: GUESS };
    expect(diagnose([program({ isNode: true })], "01.5", likely).cause).toBe(GUESS);
    expect(diagnose([program({})], "01.5", likely).cause).toBe("Nobody waited.");
    expect(diagnose([program({})], "01.5", GUESS).cause).toBeUndefined();
    expect(diagnose([program({})], "01.5", "Send all.").cause).toBe("Send all.");
  });

  test("finds the exercise that is not written", () => {
    const stderr = "Error: TODO: exercise 01.4 Say who connected";
    expect(diagnose([program({ stderr })], "01.5", GUESS)).toEqual({
      cause: "Exercise 01.4 is not written yet.",
      unwritten: "01.4",
    });
    expect(diagnose([program({ stderr })], "01.3").unwritten).toBeUndefined();
  });

  test("is not held up by a program that prints one long word, or half a million lines", () => {
    const stdout = "x".repeat(1_000_000);
    const stderr = "a.b.c\n".repeat(500_000);
    const long = program({ stdout, stderr, exit: { status: 1, signal: null } });
    expect(diagnose([long], "01.5", "a guess").cause).toBe("a guess"); // a quadratic pattern takes minutes
  });
});
