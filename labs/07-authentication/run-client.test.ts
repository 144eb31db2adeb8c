import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { linesOf } from "../../shared/net/lines.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { Exchange } from "./exchange.ts";
import { type Answer, lineOf } from "./messages.ts";
import { runClient } from "./run-client.ts";

/** A client in conversation; the test plays the server, the keyboard and the signal. */
async function talking() {
  const { client, server } = await connectedPair();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stop = Promise.withResolvers<void>();
  const session = { name: "ada", token: "abc" };
  const exchange = new Exchange(client);
  const lines = linesOf(input);
  const ending = runClient({ exchange, session, lines, output, stopped: stop.promise });
  ending.catch(() => {});
  const requests = linesOf(server);
  const next = async () => JSON.parse((await requests.next()).value ?? "null");
  const answer = (...answers: Answer[]) => server.write(answers.map(lineOf).join(""));
  return { server, input, output, stop: stop.resolve, ending, next, answer };
}

test("runClient() sends each line with the token, and logs out at the end of the input", async () => {
  const { input, output, next, answer, ending } = await talking();
  input.end("one\ntwo");
  for (const text of ["one", "two"]) {
    expect(await next()).toEqual({ type: "say", token: "abc", text });
    answer({ type: "said", text: `${text}\u001b[2J` });
  }
  expect(await next()).toEqual({ type: "log-out", token: "abc" });
  answer({ type: "good-bye" });
  await ending;
  output.end();
  expect(await textOf(output)).toBe("one\\u001b[2J\ntwo\\u001b[2J\n");
});

test("runClient() logs out at exit, and when it is stopped", async () => {
  for (const leave of ["exit", "stop"] as const) {
    const { input, stop, next, answer, ending } = await talking();
    if (leave === "exit") input.write("exit\nmore\n");
    else stop();
    expect(await next()).toEqual({ type: "log-out", token: "abc" });
    answer({ type: "good-bye" });
    await ending;
  }
});

test("runClient() notices while it waits for a line that the server leaves, or says that it will", async () => {
  const gone = await talking();
  gone.server.end();
  await expect(gone.ending).rejects.toThrow("the server has ended it");
  const told = await talking();
  told.answer({ type: "refused", reason: "silent for too long" });
  await expect(told.ending).rejects.toThrow("silent for too long");
});

test("runClient() ends with a refusal", async () => {
  const { input, next, answer, ending } = await talking();
  input.write("one\n");
  await next();
  answer({ type: "refused", reason: "not logged in" });
  await expect(ending).rejects.toThrow("Cannot go on: the server says: not logged in");
});
