import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { questionFor } from "./ask.ts";
import { parsePort } from "./parse-port.ts";
import { plainAnswerTo } from "./plain-question.ts";
import { valid } from "./result.ts";

const port = questionFor("port", { about: "a number", parse: parsePort, fallback: "9090" });
const word = questionFor("word", {
  about: "nobody sees it",
  parse: valid<string>,
  fallback: "secret fallback",
  secret: true,
});

/** A terminal at which this has been typed, and all that it shows of the program. */
function terminalWith(typed: string, signal?: AbortSignal) {
  const setRawMode = vi.fn();
  const input = Object.assign(new PassThrough(), { setRawMode });
  const output = new PassThrough({ encoding: "utf8" });
  input.write(typed);
  return { input, output, signal, setRawMode, shown: () => String(output.read()) };
}

test.each(["80\n", "\n"])("plainAnswerTo() shows no code, and takes %j", async (typed) => {
  const terminal = terminalWith(typed);
  expect(await plainAnswerTo(port, terminal)).toBe(typed.trim() || "9090");
  expect(terminal.shown()).toBe("port (a number): (9090) ");
  // The terminal shows what is typed, and takes Backspace.
  expect(terminal.setRawMode).not.toHaveBeenCalledWith(true);
});

test("plainAnswerTo() gives the reason for a wrong answer, and asks again", async () => {
  const terminal = terminalWith("x\n80\nnext");
  expect(await plainAnswerTo(port, terminal)).toBe("80");
  expect(terminal.shown()).toMatch(/^port .*\) .*digits only.*\nport .*\) $/);
  expect(String(terminal.input.read())).toBe("next");
});

test("plainAnswerTo() shows nothing of a password, whose letters can be taken back", async () => {
  const terminal = terminalWith("x\x15пароx\x7fль\r");
  expect(await plainAnswerTo(word, terminal)).toBe("пароль");
  expect(terminal.shown()).toBe("word (nobody sees it): \n");
  expect(terminal.setRawMode.mock.calls).toEqual([[true], [false]]);
});

test.each(["\x03", "\x04"])("plainAnswerTo() lets a person leave (%j)", async (key) => {
  expect(await plainAnswerTo(word, terminalWith(`ab${key}`))).toBeUndefined();
});

test("plainAnswerTo() lets a person leave where the terminal handles the keys", async () => {
  const ending = terminalWith("");
  ending.input.end();
  expect(await plainAnswerTo(port, ending)).toBeUndefined();
});

test("plainAnswerTo() stops asking when its question is not wanted any more", async () => {
  const stop = new AbortController();
  const asking = plainAnswerTo(port, terminalWith("", stop.signal));
  stop.abort(new Error("connected meanwhile"));
  await expect(asking).rejects.toThrow("connected meanwhile");
});
