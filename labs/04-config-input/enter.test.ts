import { expect, test } from "vitest";
import { linesOf } from "../../shared/net/lines.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { enter, type NextWord, wordsFrom } from "./enter.ts";

const NEVER = new AbortController().signal;

/** Lets the client enter where the server says all this at once; returns what the client said. */
async function enterAt(said: string, nextWord: NextWord): Promise<string> {
  const { client, server } = await connectedPair();
  try {
    server.end(said);
    await enter(client, linesOf(client), nextWord);
    client.end();
    return await textOf(server);
  } finally {
    client.destroy();
    server.destroy();
  }
}

test("enter() says nothing where everybody is welcome", async () => {
  expect(await enterAt("welcome\n", wordsFrom("word", undefined))).toBe("");
});

test("enter() throws when the server leaves without a welcome", async () => {
  await expect(enterAt("", wordsFrom("", undefined))).rejects.toThrow("ended the connection");
});

test("enter() throws at what is no greeting", async () => {
  const words = wordsFrom("", undefined);
  await expect(enterAt("HTTP/1.1 200 OK\n", words)).rejects.toThrow(
    'Cannot enter: the server said "HTTP/1.1 200 OK", which is no greeting; check the port',
  );
});

test("enter() throws when there is no word to say", async () => {
  const { client, server } = await connectedPair();
  server.write("access word?\n");
  await expect(enter(client, linesOf(client), wordsFrom("", undefined))).rejects.toThrow(
    "LAB_ACCESS_WORD",
  );
  client.destroy();
  server.destroy();
});

test("enter() says the words one after the other", async () => {
  const { client, server } = await connectedPair();
  const entering = enter(
    client,
    linesOf(client),
    wordsFrom("given", async () => "typed"),
  );
  const lines = linesOf(server);
  server.write("access word?\n");
  expect((await lines.next()).value).toBe("given");
  server.write("wrong access word\naccess word?\n");
  expect((await lines.next()).value).toBe("typed");
  server.write("welcome\n");
  await entering;
  client.destroy();
  server.destroy();
});

test("enter() stops asking when the server leaves meanwhile", async () => {
  const { client, server } = await connectedPair();
  const asking = Promise.withResolvers<void>();
  const person: NextWord = (gone) =>
    new Promise((_resolve, reject) => {
      gone.addEventListener("abort", () => reject(new Error("the question was aborted")));
      asking.resolve();
    });
  const entering = enter(client, linesOf(client), person);
  server.write("access word?\n");
  await asking.promise;
  server.end();
  await expect(entering).rejects.toThrow("the server ended the connection");
  client.destroy();
  server.destroy();
});

test("wordsFrom() gives the given word once, then asks", async () => {
  const words = wordsFrom("given", async () => "typed");
  expect([await words(NEVER), await words(NEVER), await words(NEVER)]).toEqual([
    "given",
    "typed",
    "typed",
  ]);
});

test("wordsFrom() has none where nothing is given and nobody is there", async () => {
  expect(await wordsFrom("", undefined)(NEVER)).toBeUndefined();
});
