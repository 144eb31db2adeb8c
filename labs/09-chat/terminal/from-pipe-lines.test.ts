import { expect, test } from "vitest";
import type { Update } from "../client/updates.ts";
import { linesOf, serviceMessageOf } from "./from-pipe.ts";

const time = "2026-11-22T09:30:00.000Z";
const message = { number: 1, time, from: "ada", text: "hello" };
const address = { host: "::1", port: 9090 };

test.each<[Update, string]>([
  [{ type: "message", ...message }, "ada: hello\n"],
  [
    { type: "past", of: "older", messages: [message, message], more: true },
    "ada: hello\nada: hello\n",
  ],
  [{ type: "results", text: "l", messages: [message], more: true }, "ada: hello\n"],
  [{ type: "message", ...message, text: "a\nbob: b\n" }, "ada: a\\nbob: b\\n\n"],
  [{ type: "message", ...message, text: "a\tb 👩‍🚀 привет" }, "ada: a\tb 👩‍🚀 привет\n"],
  [
    { type: "message", ...message, text: "\x1b[2J\r\u202e\u2028" },
    "ada: \\u001b[2J\\u000d\\u202e\\u2028\n",
  ],
  [{ type: "message", ...message, from: "ada\n* eve" }, "ada\\n* eve: hello\n"],
  [{ type: "private", time, from: "ada", to: "bob", text: "psst" }, "ada -> bob: psst\n"],
  [{ type: "joined", name: "bob", time }, "* bob has joined\n"],
  [{ type: "left", name: "bob", time }, "* bob has left\n"],
  [{ type: "notice", text: "soon\nover", time }, "* soon\\nover\n"],
  [{ type: "past", of: "join", messages: [], more: true }, ""],
  [{ type: "not-taken", reason: "no" }, ""],
])("linesOf() shows %j", (update, lines) => {
  expect(linesOf(update)).toBe(lines);
});

test.each<[Update, string | undefined]>([
  [{ type: "connected" }, "connected to [::1]:9090"],
  [{ type: "fingerprint", fingerprint: "SHA256:x" }, "fingerprint SHA256:x"],
  [{ type: "entered", name: "ada" }, "logged in as ada"],
  [
    { type: "state", state: "waiting", reason: "reset", retryInMs: 1_000 },
    "connection lost: reset; trying again in 1 s",
  ],
  [
    { type: "state", state: "waiting", reason: "a\nb", retryInMs: 433 },
    "connection lost: a\\nb; trying again in 0.5 s",
  ],
  [{ type: "state", state: "in" }, undefined],
  [{ type: "refused", why: { type: "wrong" } }, undefined],
  [{ type: "not-taken", reason: "no" }, "the server refuses this: no"],
])("serviceMessageOf() tells %j", (update, line) => {
  expect(serviceMessageOf(update, address)).toBe(line);
});
