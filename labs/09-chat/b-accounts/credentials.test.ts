import { expect, test } from "vitest";
import type { Setting } from "../../../shared/config/setting.ts";
import { completed, corrected, refusal } from "./credentials.ts";

/** Somebody who gives these answers, again while they are not valid; what was asked is noted. */
function personWith(...answers: string[]) {
  const asked: string[] = [];
  const ask = async (name: string, setting: Setting<unknown>): Promise<string> => {
    for (;;) {
      const answer = answers.shift() || setting.fallback; // Enter alone, as inquirer takes it
      if (asked.length > 20) throw new Error(`asked for ever: ${name}`);
      asked.push(setting.secret === true ? `${name} (hidden)` : name);
      if (setting.parse(answer).ok) return answer;
    }
  };
  return { ask, asked };
}

test("completed() asks for what was not given", async () => {
  const { ask, asked } = personWith("", "ada", "correct horse");
  const nothing = { action: "", name: "", password: "" } as const;
  expect(await completed(nothing, ask)).toEqual({
    action: "log-in",
    name: "ada",
    password: "correct horse",
  });
  expect(asked).toEqual(["action", "name", "password (hidden)"]);
});

test("completed() asks for a new password twice, and refuses a bad one at once", async () => {
  const { ask, asked } = personWith(
    "short",
    "correct horse",
    "correct mouse",
    "good battery",
    "good battery",
  );
  const given = { action: "register", name: "ada", password: "" } as const;
  expect(await completed(given, ask)).toMatchObject({ password: "good battery" });
  expect(asked).toHaveLength(5);
});

test("completed() asks nobody in a pipe, and says what is missing", async () => {
  const given = { action: "", name: "ada", password: "correct horse" } as const;
  expect(await completed(given, undefined)).toEqual({ ...given, action: "log-in" });
  await expect(completed({ ...given, name: "" }, undefined)).rejects.toThrow(/no name.*LAB_NAME/);
  await expect(completed({ ...given, password: "" }, undefined)).rejects.toThrow(/LAB_PASSWORD/);
});

test("corrected() asks once more: for the name as it was, and what else may have been wrong", async () => {
  const ada = { action: "register", name: "ada", password: "correct horse" } as const;
  const wrong = personWith("", "", "another password");
  expect(await corrected({ ...ada, action: "log-in" }, { type: "wrong" }, wrong.ask)).toEqual({
    action: "log-in",
    name: "ada",
    password: "another password",
  });
  const taken = personWith("log-in", "bob", "some password");
  expect(await corrected(ada, { type: "taken" }, taken.ask)).toEqual({
    action: "log-in",
    name: "bob",
    password: "some password",
  });
});

test("corrected() lets somebody register whose name nobody knows", async () => {
  const ada = { action: "log-in", name: "ada", password: "correct horse" } as const;
  const { ask } = personWith("R", "", "good battery", "good battery");
  expect(await corrected(ada, { type: "wrong" }, ask)).toEqual({
    action: "register",
    name: "ada",
    password: "good battery",
  });
});

test("refusal() says the deed, the cause and the next step", () => {
  expect(refusal({ type: "taken" }).message).toMatch(/^Cannot log in: that name is taken; choose/);
  expect(refusal({ type: "refused", reason: "too many\x1b", retryAfterMs: 1_200 }).message).toBe(
    "Cannot log in: too many\\u001b; try again in 2 s",
  );
});
