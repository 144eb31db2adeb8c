import { expect, onTestFinished, test } from "vitest";
import { Attempts } from "../../shared/auth/attempts.ts";
import { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { SessionTokens } from "../../shared/auth/session-tokens.ts";
import { logTo } from "../../shared/logging/log.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { Accounts } from "./accounts.ts";
import { handleConnection } from "./handle-connection.ts";

const LONG_MS = 60_000;

/** A connection under way, whose client already has a token; `ending` settles when it is over. */
async function connection({ logInMs = LONG_MS, idleMs = LONG_MS } = {}) {
  const log = logTo(() => {});
  const cost = { ln: 4, r: 8, p: 1 };
  const accounts = await Accounts.open(temporaryFolder(), { cost, gate: new HashLimiter(), log });
  onTestFinished(() => accounts.close());
  const sessions = new SessionTokens({ idleMs: LONG_MS, sessionMaxMs: LONG_MS });
  const limits = { accountAttempts: 9, addressAttempts: 9, firstDelayMs: 1, maxDelayMs: 1 };
  const context = { accounts, sessions, attempts: new Attempts(limits) };
  const { client, server } = await connectedPair();
  const stop = new AbortController();
  const connection = { socket: server, number: 1, address: "here:1", host: "here", log };
  const ending = handleConnection(connection, context, { logInMs, idleMs, stopping: stop.signal });
  return { client, stop, ending, token: sessions.open("ada") };
}

const say = (token: string, text: string) => `${JSON.stringify({ type: "say", token, text })}\n`;

test("handleConnection() answers each line, and ends with the client", async () => {
  const { client, ending, token } = await connection();
  client.end(`hello\n${say(token, "a")}${say("x", "b").trim()}`);
  const answers = (await textOf(client)).trim().split("\n");
  expect(answers.map((line) => JSON.parse(line).type)).toEqual(["refused", "said", "refused"]);
  expect(await ending).toBe("end");
});

test("handleConnection() ends after the log-out, and answers nothing behind it", async () => {
  const { client, ending, token } = await connection();
  client.end(`{"type":"log-out","token":"${token}"}\n${say(token, "a")}`);
  expect(await textOf(client)).toBe('{"type":"good-bye"}\n');
  expect(await ending).toBe("log-out");
});

test("handleConnection() ends at the deadline, though the client asks for this and that", async () => {
  const { client, ending } = await connection({ logInMs: 50 });
  const busy = setInterval(() => client.write("hello\n"), 5);
  const text = await textOf(client);
  clearInterval(busy);
  client.end();
  expect(text.trim().split("\n").at(-1)).toContain("log-in took too long");
  expect(await ending).toBe("log-in-deadline");
});

test("handleConnection() knows no deadline for who has shown a token, but a limit on silence", async () => {
  const { client, ending, token } = await connection({ logInMs: 100, idleMs: 200 });
  client.write(say(token, "a"));
  const text = await textOf(client);
  client.end();
  expect(text).toContain("silent for too long");
  expect(await ending).toBe("silence");
});

test("handleConnection() ends when the server stops", async () => {
  const { client, ending, stop } = await connection();
  stop.abort();
  client.end();
  expect(await ending).toBe("stop");
});
