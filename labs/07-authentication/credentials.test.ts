import { expect, test } from "vitest";
import type { Ask } from "../../shared/config/program-options.ts";
import { completed } from "./credentials.ts";

const NOTHING = { action: "", name: "", password: "" } as const;

/** A person who gives these answers, one after the other; what was asked is kept. */
function person(...answers: string[]): { ask: Ask; asked: string[] } {
  const asked: string[] = [];
  const ask: Ask = async (name, setting) => {
    asked.push(name);
    const answer = answers.shift() ?? "";
    return answer === "" ? setting.fallback : answer;
  };
  return { ask, asked };
}

test("completed() takes what was given, and asks nobody for it", async () => {
  const given = { action: "", name: "ada", password: "secret" } as const;
  const expected = { type: "log-in", name: "ada", password: "secret" };
  expect(await completed(given, undefined)).toEqual(expected);
  const { ask, asked } = person();
  expect(await completed({ ...given, action: "log-in" }, ask)).toEqual(expected);
  expect(asked).toEqual([]);
});

test("completed() asks a person for the rest; Enter means log-in", async () => {
  const { ask, asked } = person("", "ada", "secret");
  const expected = { type: "log-in", name: "ada", password: "secret" };
  expect(await completed(NOTHING, ask)).toEqual(expected);
  expect(asked).toEqual(["action", "name", "password"]);
});

test("completed() asks twice for a new password, until both are the same", async () => {
  const { ask, asked } = person("register", "ada", "secret", "secrte", "secret", "secret");
  expect(await completed(NOTHING, ask)).toMatchObject({ type: "register", password: "secret" });
  expect(asked.filter((name) => name.startsWith("password"))).toHaveLength(4);
});

test("completed() throws when something is missing and nobody is there", async () => {
  await expect(completed(NOTHING, undefined)).rejects.toThrow("LAB_NAME");
  await expect(completed({ ...NOTHING, name: "ada" }, undefined)).rejects.toThrow("LAB_PASSWORD");
});
