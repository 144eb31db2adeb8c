import { expect, test } from "vitest";
import { connectedPair } from "../../shared/testing/connected-pair.ts";
import { answerTo } from "./answer.ts";

const LONG_WAIT = { type: "wait", milliseconds: 10_000 } as const;

test("answerTo() returns text as it is, and a wait when it is over", async () => {
  const { client, server } = await connectedPair();
  expect(await answerTo({ type: "text", text: "привет" }, server)).toBe("привет");
  expect(await answerTo({ type: "wait", milliseconds: 1 }, server)).toBe("waited 1 ms");
  client.destroy();
  server.destroy();
});

test("answerTo() throws the reset of a connection instead of waiting on", async () => {
  const { client, server } = await connectedPair();
  const answering = answerTo(LONG_WAIT, server);
  server.resume();
  client.resetAndDestroy();
  await expect(answering).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("answerTo() does not wait on for a connection that is destroyed", async () => {
  const { client, server } = await connectedPair();
  const answering = answerTo(LONG_WAIT, server);
  server.destroy();
  await answering;
  client.destroy();
});
