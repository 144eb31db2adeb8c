import { expect, test } from "vitest";
import { Entering } from "./entering.ts";

const ada = { name: "ada", password: "correct horse" };
const accepted = { type: "accepted", name: "Ada", token: "t", last: 57 } as const;

test("Entering logs in, and resumes by the token after that", () => {
  const entering = new Entering({ action: "log-in", ...ada });
  expect(entering.entry(undefined)).toEqual({ type: "log-in", ...ada });
  expect(entering.take(accepted)).toEqual({ type: "in", name: "Ada", last: 57 });
  expect(entering.entry(57)).toEqual({ type: "resume", token: "t", after: 57 });
});

test("Entering logs in again, behind what was shown, when the session has ended", () => {
  const entering = new Entering({ action: "register", ...ada });
  expect(entering.entry(undefined)).toEqual({ type: "register", ...ada });
  entering.take(accepted);
  entering.entry(57);
  expect(entering.take({ type: "session-ended" })).toEqual({ type: "again" });
  expect(entering.entry(57)).toEqual({ type: "log-in", ...ada, after: 57 });
});

test("Entering logs in anew when the first page was lost: a token goes on behind a number", () => {
  const entering = new Entering({ action: "log-in", ...ada });
  entering.take(accepted);
  expect(entering.entry(undefined)).toEqual({ type: "log-in", ...ada });
});

test("Entering does not show the password again and again to a server that only says: session ended", () => {
  const entering = new Entering({ action: "log-in", ...ada });
  entering.entry(undefined);
  expect(() => entering.take({ type: "session-ended" })).toThrow("no session was shown");
});

test("Entering tells why it is refused", () => {
  const entering = new Entering({ action: "register", ...ada });
  entering.entry(undefined);
  expect(entering.take({ type: "taken" })).toEqual({ type: "refused", why: { type: "taken" } });
  const busy = { type: "refused", reason: "busy", retryAfterMs: 2_000 } as const;
  expect(entering.take(busy)).toEqual({ type: "refused", why: busy });
  expect(entering.take({ type: "wrong" })).toEqual({ type: "refused", why: { type: "wrong" } });
});

test("Entering logs in when the name may be taken by itself: the answer was lost", () => {
  const entering = new Entering({ action: "register", ...ada });
  entering.entry(undefined);
  entering.entry(undefined);
  expect(entering.take({ type: "taken" })).toEqual({ type: "again" });
  expect(entering.entry(undefined)).toEqual({ type: "log-in", ...ada });
  expect(entering.take({ type: "wrong" })).toEqual({ type: "refused", why: { type: "taken" } });
});
