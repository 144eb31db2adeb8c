import { expect, test } from "vitest";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { enter } from "./enter.ts";
import { Exchange } from "./exchange.ts";
import { type Answer, lineOf } from "./messages.ts";

const ADA = { type: "log-in", name: "ada", password: "correct horse" } as const;
const WELCOME: Answer = { type: "welcome", name: "ada", token: "abc" };
const WRONG: Answer = { type: "refused", reason: "wrong name or password" };

/** Lets the client enter where the server answers so; returns what it got, and the types of its requests. */
async function enterAt(
  answers: readonly Answer[],
  credentials: Parameters<typeof enter>[1] = ADA,
  another?: () => Promise<string>,
) {
  const { client, server } = await connectedPair();
  try {
    server.end(answers.map(lineOf).join(""));
    const session = await enter(new Exchange(client), credentials, another);
    client.end();
    const requests = (await textOf(server)).trim().split("\n");
    return { session, requests: requests.map((line) => JSON.parse(line)) };
  } finally {
    client.destroy();
    server.destroy();
  }
}

test("enter() logs in", async () => {
  expect(await enterAt([WELCOME])).toEqual({ session: WELCOME, requests: [ADA] });
});

test("enter() registers first if that is wanted", async () => {
  const { requests } = await enterAt([{ type: "registered" }, WELCOME], {
    ...ADA,
    type: "register",
  });
  expect(requests).toEqual([{ ...ADA, type: "register" }, ADA]);
});

test("enter() asks for another password when it was wrong", async () => {
  const { requests } = await enterAt([WRONG, WELCOME], ADA, async () => "another");
  expect(requests).toEqual([ADA, { ...ADA, password: "another" }]);
});

test("enter() throws when there is nobody to ask, and at any other refusal", async () => {
  await expect(enterAt([WRONG])).rejects.toThrow("wrong name or password");
  const busy: Answer = { type: "refused", reason: "busy\u001b[2J" };
  await expect(enterAt([busy], ADA, async () => "x")).rejects.toThrow("says: busy\\u001b[2J");
  await expect(enterAt([{ type: "good-bye" }])).rejects.toThrow("an answer of type good-bye");
});

test("enter() throws when the server leaves, or says what is no answer", async () => {
  await expect(enterAt([])).rejects.toThrow("the server has ended it");
  const { client, server } = await connectedPair();
  server.end('{"type":"welc');
  await expect(enter(new Exchange(client), ADA, undefined)).rejects.toThrow("understood");
  client.destroy();
  server.destroy();
});
