/**
 * The last words of a program that crashed, in the forms that languages give them: which error it was,
 * and on which line of the program's own source.
 *
 * An error does not always end the program: a thread of Python, Java, Ruby or Rust dies alone, and so
 * does a task of asyncio. Then only this text tells why a client got no answer.
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

export interface Crash {
  /** As the language names it: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff". */
  error: string;
  /** Where, in the program's own source: "server.py, line 12"; absent when it is not told. */
  place?: string;
}

/** A form in which crashes are told: looks at one line and those around it. */
type Form = (line: string, index: number, lines: readonly string[]) => Crash | undefined;

/** An error line is shortened to this, in characters. */
const MAX_ERROR_LENGTH = 200;

/** So many lines back and forth belong to one crash. */
const MAX_REPORT_LINES = 200;

/** The last crash that these lines tell of; undefined when they tell of none. Cut long lines before. */
export function findCrash(lines: readonly string[]): Crash | undefined {
  for (let index = lines.length - 1; index >= 0; index--) {
    for (const form of FORMS) {
      const crash = form(lines[index] ?? "", index, lines);
      if (crash === undefined) continue;
      return { ...crash, error: shorten(crash.error.trim()) };
    }
  }
  return undefined;
}

/** `Traceback (most recent call last):`, indented frames, and then the error, which is not indented. */
const python: Form = (line, index, lines) => {
  if (!line.includes("Traceback (most recent call last):")) return undefined;
  const report = lines.slice(index + 1, index + MAX_REPORT_LINES);
  const length = report.findIndex((one) => /^\S/.test(one));
  const error = report[length];
  return error === undefined ? undefined : told(error, pythonPlace(report.slice(0, length)));
};

/** A file that Python cannot read as a program has no traceback. */
const pythonSyntax: Form = (line, index, lines) =>
  /^(?:Syntax|Indentation|Tab)Error: /.test(line)
    ? told(line, pythonPlace(lines.slice(Math.max(0, index - 5), index)))
    : undefined;

function pythonPlace(report: readonly string[]): string | undefined {
  const frames = report.flatMap((one) => {
    const [, file = "", line = ""] = /^ *File "(.+)", line (\d+)/.exec(one) ?? [];
    const isOwn = file !== "" && !/^<|\/lib\/python[\d.]+\//.test(file);
    return isOwn ? [placeIn(file, line)] : [];
  });
  return frames.at(-1);
}

/** `TypeError: …`, and below it the frames, beginning with the one where it was thrown. */
const javascript: Form = (line, index, lines) => {
  if (!ERROR_WITH_STACK.test(line) || !/^\s+at /.test(lines[index + 1] ?? "")) return undefined;
  for (const frame of lines.slice(index + 1, index + MAX_REPORT_LINES)) {
    const [, file = "", number = ""] =
      /^\s+at (?:.* )?\(?((?:file:\/\/)?\/[^():]+):(\d+):\d+\)?(?: \{)?$/.exec(frame) ?? [];
    if (!/^\s+at /.test(frame)) break;
    if (file !== "" && !/\/node_modules\/|node:/.test(frame))
      return told(line, placeIn(file, number));
  }
  return told(line);
};

const ERROR_WITH_STACK = /^(?:Uncaught )?(?:\w+\.)*\w*(?:Error|Exception)\b/;

/** `Exception in thread "main" java.lang.Error: …`; the last `Caused by:` is where it began. */
const java: Form = (line, index, lines) => {
  const [, uncaught] =
    /^(?:Exception in thread ".*" |Unhandled exception\. )(.+)$/.exec(line) ?? [];
  if (uncaught === undefined) return undefined;
  const report = linesAfter(lines, index, /^\s+at |^Caused by: |^\s+\.\.\. /);
  const last = report.findLastIndex((one) => one.startsWith("Caused by: "));
  const error = last === -1 ? uncaught : (report[last] ?? "").slice("Caused by: ".length);
  const [, file, number] =
    report
      .slice(last + 1)
      .map((frame) => /^\s+at (?!java\.|javax\.|jdk\.|java\.base).*\((\S+):(\d+)\)$/.exec(frame))
      .find((found) => found !== null) ?? [];
  return told(error, file === undefined ? undefined : placeIn(file, number ?? ""));
};

/** `panic: …` and the goroutines, each with its calls and their places. */
const go: Form = (line, index, lines) => {
  if (!/^(?:panic|fatal error): /.test(line)) return undefined;
  const frames = lines.slice(index + 1, index + MAX_REPORT_LINES);
  const [, file, number] =
    frames
      .map((frame) => /^\t(\S+\.go):(\d+)/.exec(frame))
      .find((found) => found !== null && !/\/go\/src\/|\/libexec\/src\//.test(found[1] ?? "")) ??
    [];
  return told(line, file === undefined ? undefined : placeIn(file, number ?? ""));
};

/** `thread 'main' panicked at src/main.rs:5:10:`, and the message on the next line. */
const rust: Form = (line, index, lines) => {
  const [, file = "", number = ""] =
    /^thread '.*' .*panicked at (\S+):(\d+):\d+:$/.exec(line) ?? [];
  return file === "" ? undefined : told(`panic: ${lines[index + 1] ?? ""}`, placeIn(file, number));
};

/** ``server.rb:5:in `serve': undefined method (NoMethodError)``. */
const ruby: Form = (line) => {
  const [, file = "", number = "", what = "", name = ""] =
    /^(\S+\.rb):(\d+):in [`'].*?': (.*) \(([\w:]+)\)$/.exec(line) ?? [];
  return file === "" ? undefined : told(`${name}: ${what}`, placeIn(file, number));
};

/** What C and C++ libraries print before they abort, and the tools that watch memory. */
const native: Form = (line, index, lines) => {
  const [, thrown] = /^terminate called after throwing an instance of '(.+)'$/.exec(line) ?? [];
  if (thrown !== undefined) {
    const [, what] = /^\s+what\(\):\s+(.*)$/.exec(lines[index + 1] ?? "") ?? [];
    return told(what === undefined ? thrown : `${thrown}: ${what}`);
  }
  const [, sanitizer] = /^==\d+==ERROR: (.*?)(?: on (?:unknown )?address.*)?$/.exec(line) ?? [];
  if (sanitizer !== undefined) return told(sanitizer);
  const isAbort =
    /^\*\*\* .* \*\*\*: terminated$|^(?:free|malloc|realloc|munmap_chunk)\(\): |^double free or corruption|: Assertion .* failed\.$|^FATAL ERROR: /.test(
      line,
    );
  return isAbort ? told(line) : undefined;
};

const FORMS: readonly Form[] = [python, pythonSyntax, java, javascript, go, rust, ruby, native];

/** Perl's `die` says `… at server.pl line 5.`, which is also how it warns: so it is looked at last. */
export function findDeath(lines: readonly string[]): Crash | undefined {
  const last = lines.findLast((line) => line.trim() !== "") ?? "";
  const [, error, file, number] =
    /^(.+) at (\S+) line (\d+)(?:, <\S+> (?:line|chunk) \d+)?\.$/.exec(last) ?? [];
  if (error === undefined) return undefined;
  return { error: shorten(error), place: placeIn(file ?? "", number ?? "") };
}

/** The signals by which the system ends a program for its own fault, and what they mean. */
const FATAL_SIGNALS: Partial<Record<string, string>> = {
  SIGSEGV: "it used memory that is not its own, such as a null pointer or an array past its end",
  SIGBUS: "it used memory that is not there",
  SIGFPE: "it divided by zero",
  SIGILL: "it ran into an instruction that does not exist",
  SIGABRT: "it gave up after an error that it noticed itself",
  SIGPIPE:
    "it wrote to a connection that the other side had closed. Ignore this signal, and handle the error that the write then returns",
};

/** Shells, and programs run through one, pass a signal on as a status. */
const SIGNAL_STATUSES = new Map([
  [132, "SIGILL"],
  [134, "SIGABRT"],
  [135, "SIGBUS"],
  [136, "SIGFPE"],
  [139, "SIGSEGV"],
  [141, "SIGPIPE"],
]);

/** The fatal signal by which a program ended, and its meaning; undefined when it ended otherwise. */
export function fatalSignal(exit: {
  status: number | null;
  signal: string | null;
}): string | undefined {
  const signal = exit.signal ?? SIGNAL_STATUSES.get(exit.status ?? 0);
  const meaning = signal === undefined ? undefined : FATAL_SIGNALS[signal];
  return meaning === undefined ? undefined : `${signal}: ${meaning}`;
}

function told(error: string, place?: string): Crash {
  return place === undefined ? { error } : { error, place };
}

function placeIn(file: string, line: string): string {
  const path = file.startsWith("file://") ? fileURLToPath(file) : file;
  return `${basename(path)}, line ${line}`;
}

/** The lines after this one, as long as they have this form. */
function linesAfter(lines: readonly string[], index: number, form: RegExp): readonly string[] {
  const report = lines.slice(index + 1, index + MAX_REPORT_LINES);
  const end = report.findIndex((line) => !form.test(line));
  return end === -1 ? report : report.slice(0, end);
}

function shorten(error: string): string {
  return error.length <= MAX_ERROR_LENGTH ? error : `${error.slice(0, MAX_ERROR_LENGTH)}…`;
}
