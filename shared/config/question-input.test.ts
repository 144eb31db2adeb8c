import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { dropTypedAhead, QuestionInput, type Terminal } from "./question-input.ts";

/** A terminal of which the tests hold the keyboard. */
function fakeTerminal() {
  const stream = new PassThrough();
  const setRawMode = vi.fn();
  return Object.assign(stream, { setRawMode });
}

async function turns(count = 12): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

/** What a question reads until it has its line, as inquirer does: nothing after the first Enter. */
async function answerOf(terminal: Terminal): Promise<string> {
  const input = new QuestionInput(terminal, () => {});
  let answer = "";
  for await (const chunk of input.keys) {
    answer += String(chunk);
    if (/[\r\n]$/.test(answer)) break;
  }
  input.close();
  return answer;
}

test("QuestionInput gives each question one of the lines that were typed ahead", async () => {
  const terminal = fakeTerminal();
  terminal.write("\rada\rsec");
  expect(await answerOf(terminal)).toBe("\r");
  terminal.write("ret\rhello\r");
  expect(await answerOf(terminal)).toBe("ada\n");
  expect(await answerOf(terminal)).toMatch(/^secret[\r\n]$/);
  await turns();
  expect(String(terminal.read())).toMatch(/^hello[\r\n]$/);
});

test("QuestionInput goes on with the next line when the question is still open after one", async () => {
  const terminal = fakeTerminal();
  const input = new QuestionInput(terminal, () => {});
  const read: string[] = [];
  input.keys.on("data", (chunk) => read.push(String(chunk)));
  terminal.write("wrong\rright\r");
  await turns();
  expect(read).toEqual(["wrong\r", "right\r"]);
  input.close();
  expect(terminal.setRawMode.mock.calls).toEqual([[true], [false]]);
});

test("dropTypedAhead() forgets what was typed before the question", async () => {
  const terminal = fakeTerminal();
  terminal.write("y\r");
  await dropTypedAhead(terminal);
  terminal.write("n\r");
  expect(await answerOf(terminal)).toBe("n\r");
});
