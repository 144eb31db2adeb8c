import { expect, test } from "vitest";
import { ProgramError } from "../process/errors.ts";
import { invalid, valid } from "./result.ts";
import { type Said, type Setting, settle } from "./setting.ts";

const size: Setting<string> = {
  about: "how large",
  parse: (text) => (/^[a-z]+$/.test(text) ? valid(text) : invalid("small letters only")),
  fallback: "fallback",
};

/** What was said: nothing, but for these. */
function said(parts: Partial<Said>): Said {
  return { flag: undefined, environment: undefined, ask: undefined, ...parts };
}

const answer = async () => "answer";
const mustNotAsk = () => Promise.reject(new Error("nobody should be asked"));

test("settle() takes the flag first", async () => {
  const all = said({ flag: "flag", environment: "environment", ask: mustNotAsk });
  expect(await settle("size", size, all)).toBe("flag");
});

test("settle() takes the environment when there is no flag", async () => {
  const two = said({ environment: "environment", ask: mustNotAsk });
  expect(await settle("size", size, two)).toBe("environment");
});

test("settle() asks when there is neither flag nor environment", async () => {
  expect(await settle("size", size, said({ ask: answer }))).toBe("answer");
});

test("settle() takes the fallback when nobody can be asked", async () => {
  expect(await settle("size", size, said({}))).toBe("fallback");
});

test("settle() counts an empty variable as not set", async () => {
  expect(await settle("size", size, said({ environment: "", ask: answer }))).toBe("answer");
  expect(await settle("size", size, said({ environment: "" }))).toBe("fallback");
});

test("settle() counts an empty flag as given", async () => {
  const empty = said({ flag: "", environment: "environment" });
  await expect(settle("size", size, empty)).rejects.toThrow('Cannot use "" as the size');
});

test("settle() refuses a wrong value and does not pass over it", async () => {
  const wrong = said({ flag: "1", environment: "environment", ask: answer });
  await expect(settle("size", size, wrong)).rejects.toThrow(
    new ProgramError('Cannot use "1" as the size: small letters only; see --help'),
  );
  await expect(settle("size", size, said({ environment: "2" }))).rejects.toThrow('"2"');
});

test("settle() does not show a secret in its error", async () => {
  const secret = { ...size, secret: true };
  await expect(settle("word", secret, said({ flag: "S3SAME" }))).rejects.toThrow(
    /^Cannot use what was given as the word: small letters only; see --help$/,
  );
});
