/** Golden tests: the evidence as a learner sees it. */
import { expect, test } from "vitest";
import type { StoryStep } from "./result.ts";
import { SCREEN_COLUMNS, storyLines } from "./story-lines.ts";

const stderr = (...lines: string[]): StoryStep[] =>
  lines.map((line) => ({ voice: "server", stream: "stderr", text: `stderr: ${line}` }));

const sent = (text: string): StoryStep => ({
  voice: "client",
  text: `sent ${JSON.stringify(text)}`,
});

test("the trace of an exercise that is not written is one line", () => {
  const steps = stderr(
    "client 127.0.0.1:5000: Error: TODO: exercise 02.4 Start a thread.",
    "    at startAhead (/work/02-threaded-echo/pool.ts:12:9)",
    "    at Server.<anonymous> (/work/02-threaded-echo/server.ts:30:5)",
    "    at node:internal/process/task_queues:103:5",
  );
  expect(storyLines(steps, 10)).toEqual(["1  server  stderr: exercise 02.4 is not written yet"]);
});

test("a crash is its error and the first place in the program's own file", () => {
  const steps = stderr(
    "file:///work/01-echo/echo.ts:7",
    "  socket.wrote(chunk);",
    "         ^",
    "",
    "TypeError: socket.wrote is not a function",
    "    at Socket.emit (node:events:509:28)",
    "    at Socket.<anonymous> (/work/01-echo/echo.ts:7:10)",
    "    at addChunk (/work/01-echo/serve.ts:9:10)",
    "",
    "Node.js v24.20.0",
  );
  expect(storyLines(steps, 10)).toEqual([
    "1  server  stderr: TypeError: socket.wrote is not a function (echo.ts:7)",
  ]);
});

test("a Python exception is its error and the place where it was raised", () => {
  const steps = stderr(
    "Exception in thread Thread-1 (visit):",
    "Traceback (most recent call last):",
    '  File "/usr/lib/python3.13/threading.py", line 1041, in _bootstrap_inner',
    "    self.run()",
    '  File "/home/ada/server.py", line 9, in visit',
    "    name = parts[3]",
    "IndexError: list index out of range",
  );
  expect(storyLines(steps, 10)).toEqual([
    "1  server  stderr: Exception in thread Thread-1 (visit):",
    "2  server  stderr: IndexError: list index out of range (server.py:9)",
  ]);
});

test("equal steps are one, with their count", () => {
  expect(storyLines([sent("a"), sent("b"), sent("b"), sent("b"), sent("a")], 10)).toEqual([
    '1  client  sent "a"',
    '2  client  sent "b" (3 times)',
    '3  client  sent "a"',
  ]);
});

test("of more steps than there is room for, the last ones are shown", () => {
  const steps = Array.from({ length: 20 }, (_step, at) => sent(`line ${at}`));
  expect(storyLines(steps, 3)).toEqual([
    "… 18 earlier steps (--full shows them)",
    '19  client  sent "line 18"',
    '20  client  sent "line 19"',
  ]);
  expect(storyLines(steps)).toHaveLength(20);
});

test("no step is longer than a line", () => {
  const [line = ""] = storyLines([{ voice: "server", text: `printed: ${"x".repeat(1e6)}` }], 5);
  expect(line).toHaveLength(SCREEN_COLUMNS);
  expect(line).toMatch(/… \(1000009 characters\)$/);
});
