import { expect, test } from "vitest";
import { LoginFlow } from "./login-flow.ts";

const ada = { name: "ada", password: "correct horse" };
const accepted = { type: "accepted", name: "Ada", token: "t", last: 57 } as const;

test("LoginFlow logs in, and resumes by the token after that", () => {
  const flow = new LoginFlow({ action: "log-in", ...ada });
  expect(flow.entry(undefined)).toEqual({ type: "log-in", ...ada });
  expect(flow.take(accepted)).toEqual({ type: "in", name: "Ada", last: 57 });
  expect(flow.entry(57)).toEqual({ type: "resume", token: "t", after: 57 });
});

test("LoginFlow logs in again, behind what was shown, when the session has ended", () => {
  const flow = new LoginFlow({ action: "register", ...ada });
  expect(flow.entry(undefined)).toEqual({ type: "register", ...ada });
  flow.take(accepted);
  flow.entry(57);
  expect(flow.take({ type: "session-ended" })).toEqual({ type: "again" });
  expect(flow.entry(57)).toEqual({ type: "log-in", ...ada, after: 57 });
});

test("LoginFlow logs in anew when the first page was lost: a token goes on behind a number", () => {
  const flow = new LoginFlow({ action: "log-in", ...ada });
  flow.take(accepted);
  expect(flow.entry(undefined)).toEqual({ type: "log-in", ...ada });
});

test("LoginFlow does not show the password again and again to a server that only says: session ended", () => {
  const flow = new LoginFlow({ action: "log-in", ...ada });
  flow.entry(undefined);
  expect(() => flow.take({ type: "session-ended" })).toThrow("no session was shown");
});

test("LoginFlow tells why it is refused", () => {
  const flow = new LoginFlow({ action: "register", ...ada });
  flow.entry(undefined);
  expect(flow.take({ type: "taken" })).toEqual({ type: "refused", why: { type: "taken" } });
  const busy = { type: "refused", reason: "busy", retryAfterMs: 2_000 } as const;
  expect(flow.take(busy)).toEqual({ type: "refused", why: busy });
  expect(flow.take({ type: "wrong" })).toEqual({ type: "refused", why: { type: "wrong" } });
});

test("LoginFlow logs in when the name may be taken by itself: the answer was lost", () => {
  const flow = new LoginFlow({ action: "register", ...ada });
  flow.entry(undefined);
  flow.entry(undefined);
  expect(flow.take({ type: "taken" })).toEqual({ type: "again" });
  expect(flow.entry(undefined)).toEqual({ type: "log-in", ...ada });
  expect(flow.take({ type: "wrong" })).toEqual({ type: "refused", why: { type: "taken" } });
});
