import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { interpreterOf, isInterpreter, isProgramFile } from "./interpreters.ts";

const folder = temporaryFolder();

test.each(["python", "python3", "python3.12", "node", "nodejs", "ruby3.3", "bash", "sh", "tsx"])(
  "isInterpreter() knows %s",
  (name) => expect(isInterpreter(name)).toBe(true),
);

test.each(["server", "java", "pythonic", "3", ""])("isInterpreter() does not know %j", (name) => {
  expect(isInterpreter(name)).toBe(false);
});

test.each(["a.ts", "a.mts", "a.cts", "a.js", "a.mjs", "a.py", "a.rb", "a.sh", "a.jar"])(
  "isProgramFile() knows %s",
  (name) => expect(isProgramFile(name)).toBe(true),
);

test.each(["users.csv", "a.py.csv", "py", ".ts.bak"])(
  "isProgramFile() does not know %s",
  (name) => {
    expect(isProgramFile(name)).toBe(false);
  },
);

test.each([
  ["#!/usr/bin/env ruby\n", "a.py", "ruby"],
  ["#! /usr/bin/perl -w\n", "a", "perl"],
  ["#!/bin/sh", "no-line-end", "sh"],
  ["print(1)\n", "b.py", "python3"],
  ["\x7fELF", "c", undefined],
])("interpreterOf() looks at the first line %j, then at the name %s", (text, name, expected) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  expect(interpreterOf(path)).toBe(expected);
});
