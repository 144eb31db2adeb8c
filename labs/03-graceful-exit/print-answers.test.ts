import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ProtocolError } from "../../shared/process/errors.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { printAnswers } from "./print-answers.ts";

/** What the client printed and how it says that it ended, when the server says this and ends. */
async function afterAnswers(answers: string, { hasLeft = false } = {}) {
  const { client, server } = await connectedPair();
  const output = new PassThrough();
  if (hasLeft) client.end();
  server.end(answers);
  const ending = await printAnswers(client, output).finally(() => {
    output.end();
    server.destroy();
  });
  return { ending, printed: await textOf(output) };
}

test.each([
  ["hello\ngood-bye\n", "the server said good-bye"],
  ["good-bye: server stops\n", "the server said good-bye"],
  ["good-bye\nhello\n", "the server ended the connection"],
  ["good-byes\n", "the server ended the connection"],
  ["", "the server ended the connection"],
])("printAnswers() prints %j and returns %j", async (answers, ending) => {
  expect(await afterAnswers(answers)).toEqual({ printed: answers, ending });
});

test("printAnswers() knows when this side has ended first", async () => {
  const { ending } = await afterAnswers("hello\n", { hasLeft: true });
  expect(ending).toBe("both sides have ended");
});

test("printAnswers() throws when the stream ends inside a line", async () => {
  await expect(afterAnswers("hello\ngood-bye")).rejects.toThrow(ProtocolError);
});
