import { expect, test } from "vitest";
import { parseName } from "../../shared/auth/parse-name.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { introduce, type Registry } from "./introduce.ts";

/** A book that gives everybody the same name, or the one that they say. */
function bookWith(name?: string): Registry {
  return { parseName, remember: async (_address, given) => name ?? given };
}

/** What `introduce` returns, and what the client was told, when the client says these lines. */
async function introduceTo(book: Registry, ...said: string[]) {
  const { client, server } = await connectedPair();
  const lines = (async function* () {
    yield* said;
  })();
  const name = await introduce({ socket: server, lines, address: "127.0.0.2" }, book);
  server.end();
  const told = await textOf(client);
  client.destroy();
  return { name, told };
}

test("introduce() asks, and greets whoever answers", async () => {
  expect(await introduceTo(bookWith(), "Ada", "hello")).toEqual({
    name: "Ada",
    told: "who are you, 127.0.0.2?\nnice to meet you, Ada\n",
  });
});

test("introduce() says why it refuses a name, and asks again", async () => {
  expect((await introduceTo(bookWith(), "", "x".repeat(33), " Ada ")).told).toBe(
    [
      "who are you, 127.0.0.2?",
      "cannot use that name: there is nothing to be seen",
      "who are you, 127.0.0.2?",
      "cannot use that name: it has more than 32 letters",
      "who are you, 127.0.0.2?",
      "nice to meet you, Ada",
      "",
    ].join("\n"),
  );
});

test("introduce() greets by the name of whoever was quicker", async () => {
  expect(await introduceTo(bookWith("Ada"), "Grace")).toEqual({
    name: "Ada",
    told: "who are you, 127.0.0.2?\nwelcome back, Ada\n",
  });
});

test.each([[[]], [["exit"]]])(
  "introduce() stores nothing for a client that says %j",
  async (said) => {
    const book = {
      parseName,
      remember: () => {
        throw new Error("nobody asked for this");
      },
    };
    expect((await introduceTo(book, ...said)).name).toBeUndefined();
  },
);

test("introduce() tells the client when the name cannot be stored, and throws", async () => {
  const { client, server } = await connectedPair();
  const lines = (async function* () {
    yield "Ada";
  })();
  const book = { parseName, remember: () => Promise.reject(new Error("the disk is full")) };
  const introducing = introduce({ socket: server, lines, address: "127.0.0.2" }, book);
  await expect(introducing).rejects.toThrow("the disk is full");
  server.end();
  expect(await textOf(client)).toBe(
    "who are you, 127.0.0.2?\ncannot store a name now: come back later\n",
  );
  client.destroy();
});
