/**
 * Why a server did not say where it listens. Each reason is one finding, told once: every check that
 * needs a server would fail by it.
 */
import { USE_HOST_AND_PORT } from "./causes.ts";
import { lineOnScreen } from "./event-log.ts";
import { CheckFailed, type LikelyCause } from "./failure.ts";
import { listeningPorts, waitsForInput } from "./kernel.ts";
import { differenceOf, nearestLine } from "./nearest-line.ts";
import { deadlineMs } from "./pace.ts";
import { describeExit, type Program, valueAfter } from "./program.ts";
import { COME_BY_FLAGS, promptOf, waitingAfter } from "./prompt.ts";

/** The announcement, alone on its line: `listening on 127.0.0.1:9090` or `listening on [::1]:9090`. */
export const ANNOUNCEMENT = /^listening on (?:\[([^\]]+)\]|([^\s:]+)):(\d+)$/;

/** What is looked at of a line on standard error. */
const MAX_LINE_LENGTH = 300;

/** What a program prints whose library does not know a flag. */
const UNKNOWN_FLAG =
  /(?:unrecogni[sz]ed|unknown|invalid|illegal|unexpected|no such) (?:command.line )?(?:option|argument|flag|parameter)|flag provided but not defined/i;

/** What a program prints when it cannot have its port. */
const IN_USE = /EADDRINUSE|address (?:is )?already in use|port .{0,20}in use/i;

const BUFFERED =
  "What it prints stays in a buffer: standard output is a pipe here, and most languages send lines at once to a terminal only. Flush after each line: `print(…, flush=True)` in Python, `$| = 1` in Perl, `setvbuf(stdout, NULL, _IOLBF, 0)` or `fflush` in C, or start the program by `stdbuf -oL`. If nothing is printed on purpose, print this line.";

const EXACT_LINE =
  "The line stands alone on standard output, exactly in these words: it is how others know that they can connect.";

/** The failure of a server that ended, or that let the deadline pass, without the line. */
export function notAnnounced(program: Program): CheckFailed {
  if (program.exit !== undefined) return endedBefore(program);
  const [port] = listeningPorts(program.pid);
  const line = port === undefined ? "listening on HOST:PORT" : `listening on 127.0.0.1:${port}`;
  const meant = meantLine(program, line);
  if (meant !== undefined) {
    return new CheckFailed(
      `The server should print the line "${line}"; it printed "${lineOnScreen(meant.line)}"${meant.where}.`,
      meant.cause,
    );
  }
  const seconds = deadlineMs() / 1000;
  if (port !== undefined) {
    return new CheckFailed(
      `The server should say where it listens; it listens on port ${port}, but printed no line "${line}" within ${seconds} s.`,
      printedNothing(program) ? BUFFERED : EXACT_LINE,
      { timedOut: true },
    );
  }
  const prompt = promptOf(program);
  if (prompt !== "" || waitsForInput(program.pid)) {
    const sentence = `The server should listen; it ${waitingAfter(prompt)}.`;
    return new CheckFailed(sentence, COME_BY_FLAGS, { timedOut: true });
  }
  return new CheckFailed(
    `The server should listen and say so; it did neither within ${seconds} s.`,
    {
      general: "It runs, but nothing listens: does it reach the call that listens?",
      node: "It runs, but nothing listens: is the server's `listen` reached?",
    },
    { timedOut: true },
  );
}

/** The port that a program was told by its flags; undefined when by none. */
export function toldPort({ flags }: Program): string | undefined {
  return valueAfter("--port", flags);
}

/** What a program says of a port that it refuses. */
const REFUSED_PORT = /\bport\b|out of range|\b1\b.{1,12}\b6553[56]\b/i;

/** Whether a server ended because it was told port 0, as far as its words tell. */
export function refusesPortZero(program: Program): boolean {
  const { exit } = program;
  if (exit === undefined || exit.status === 0 || toldPort(program) !== "0") return false;
  const lines = [...program.lines("stderr"), ...program.lines("stdout")];
  if (lines.some((line) => IN_USE.test(line) || UNKNOWN_FLAG.test(line))) return false;
  return lines.some((line) => REFUSED_PORT.test(line.slice(0, MAX_LINE_LENGTH)));
}

/** Whether it ended because its port was taken. */
export function saysPortIsTaken(program: Program): boolean {
  return program.exit !== undefined && program.lines("stderr").some((line) => IN_USE.test(line));
}

function endedBefore(program: Program): CheckFailed {
  return new CheckFailed(
    `The server should listen; it ${describeExit(program.exit)} before it did.`,
    causeOfEnd(program),
  );
}

function causeOfEnd(program: Program): LikelyCause | undefined {
  const lines = program.lines("stderr").map((line) => line.slice(0, MAX_LINE_LENGTH));
  const refusal = lines.find((line) => UNKNOWN_FLAG.test(line));
  if (refusal !== undefined) {
    return `It does not know a flag that it is started with: "${lineOnScreen(refusal)}". Every server takes --host and --port.`;
  }
  const taken = lines.find((line) => IN_USE.test(line));
  if (taken !== undefined) {
    return `It could not have its port: "${lineOnScreen(taken)}". The grader asks for a free port by --port, where 0 is any. ${USE_HOST_AND_PORT}`;
  }
  const last = lines.findLast((line) => line.trim() !== "");
  if (last !== undefined) return `The last line that it printed: "${lineOnScreen(last)}".`;
  if (program.exit?.status !== 0) return undefined;
  return "It ran to its end without an error. Does it reach the call that listens, and stay to accept clients?";
}

/** A line that was meant to be the announcement, on either stream. */
function meantLine(
  program: Program,
  wanted: string,
): { line: string; where: string; cause: string } | undefined {
  for (const stream of ["stdout", "stderr"] as const) {
    const lines = program.lines(stream);
    const line = nearestLine([...lines, program.unfinishedLine], `"${wanted}"`);
    if (line === undefined) continue;
    if (stream === "stderr") {
      const cause = "The line belongs on standard output, where others wait for it.";
      return { line, where: " on standard error", cause };
    }
    if (line === program.unfinishedLine) {
      const cause = "A line counts when its line end (LF) has come.";
      return { line, where: " without a line end", cause };
    }
    const difference = differenceOf(line, wanted);
    return { line, where: "", cause: [difference, EXACT_LINE].join(" ").trim() };
  }
  return undefined;
}

function printedNothing(program: Program): boolean {
  return program.lines("stdout").length === 0 && program.unfinishedLine === "";
}
