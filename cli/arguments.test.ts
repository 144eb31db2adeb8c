import { describe, expect, test } from "vitest";
import { type FlagKinds, readCommandLine } from "./arguments.ts";

const OWN: FlagKinds = { solution: "boolean", only: "string" };

describe("readCommandLine()", () => {
  test.each([
    ["01", ["01"], {}, []],
    ["01 server --solution --port 9091", ["01", "server"], { solution: "" }, ["--port", "9091"]],
    ["01 --port 9091 --solution", ["01"], { solution: "" }, ["--port", "9091"]],
    ["--only echo 01 check", ["01", "check"], { only: "echo" }, []],
    ["01 check --only=echo", ["01", "check"], { only: "echo" }, []],
    ["01 -- --solution --port=1", ["01"], { solution: "" }, ["--port=1"]],
    ["01 server -p 1 -v", ["01", "server"], {}, ["-p", "1", "-v"]],
    ["", [], {}, []],
  ])("reads %j", (text, words, flags, passedOn) => {
    const line = readCommandLine(text === "" ? [] : text.split(" "), OWN);
    expect(line.words).toEqual(words);
    expect(Object.fromEntries(line.flags)).toEqual(flags);
    expect(line.passedOn).toEqual(passedOn);
  });

  test.each([
    ["01 --only", "it needs a value; write --only VALUE"],
    ["01 --only=", "--only VALUE"],
    ["01 --only --solution", "--only VALUE"],
    ["01 --solution=yes", "it takes no value; write --solution alone"],
  ])("refuses %j with the right form", (text, form) => {
    expect(() => readCommandLine(text.split(" "), OWN)).toThrow(form);
  });
});
