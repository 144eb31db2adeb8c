import { expect, test } from "vitest";
import { logTo } from "../../shared/logging/log.ts";
import { logLine } from "../../shared/logging/log-line.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { handleConnection } from "./handle-connection.ts";

/** Sends this to the server and ends; returns what came back and what the log tells, without times. */
async function exchange(text: string, { idleMs = 60_000, stopping = new AbortController() } = {}) {
  const told: string[] = [];
  const log = logTo((...line) => told.push(logLine(new Date(), ...line).replace(/^\S+ /, "")));
  const { client, server } = await connectedPair();
  const limits = { idleMs, stopping: stopping.signal };
  const over = loggedConnections(log)(server, (connection) => handleConnection(connection, limits));
  if (text !== "") client.end(text);
  const answers = await textOf(client);
  client.end();
  await over;
  return { answers, told: told.slice(1) };
}

test("handleConnection() answers every line and tells of it", async () => {
  expect(await exchange("hello\npassword hunter2\nend")).toEqual({
    answers: "hello\nnoted\nend\n",
    told: [
      "info received connection=1 bytes=5 text=hello",
      "info sent connection=1 bytes=5",
      "info received connection=1 password=[redacted]",
      "info sent connection=1 bytes=5",
      "info received connection=1 bytes=3 text=end",
      "info sent connection=1 bytes=3",
      "info disconnected connection=1 why=end",
    ],
  });
});

test("handleConnection() ends at exit, and answers nothing behind it", async () => {
  const { answers, told } = await exchange("exit\nmore\n");
  expect(answers).toBe("good-bye\n");
  expect(told.at(-1)).toBe("info disconnected connection=1 why=exit");
});

test("handleConnection() ends when the client is silent, and when the server stops", async () => {
  const silent = await exchange("", { idleMs: 1 });
  expect(silent.told).toEqual(["info disconnected connection=1 why=silence"]);
  const stopping = new AbortController();
  stopping.abort();
  const stopped = await exchange("", { stopping });
  expect(stopped.told).toEqual(["info disconnected connection=1 why=stop"]);
});

test("handleConnection() is over when a line is too long", async () => {
  const { told } = await exchange("x".repeat(100_000)).catch(() => ({ told: ["reset"] }));
  expect(told.at(-1)).toMatch(/why=protocol|^reset$/);
});
