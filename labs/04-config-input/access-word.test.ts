import { expect, test } from "vitest";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { admit, parseAccessWord } from "./access-word.ts";

/** Lets `admit` judge these lines; returns what it answered and what the client was told. */
async function judge(...tried: string[]): Promise<{ isIn: boolean; told: string }> {
  const { client, server } = await connectedPair();
  const lines = (async function* () {
    yield* tried;
  })();
  const isIn = await admit(server, lines, "open sesame");
  server.end();
  const told = await textOf(client);
  client.destroy();
  return { isIn, told };
}

test("admit() lets in who says the word", async () => {
  expect(await judge("open sesame")).toEqual({ isIn: true, told: "access word?\n" });
});

test("admit() asks again after a wrong word", async () => {
  const told = "access word?\nwrong access word\naccess word?\n";
  expect(await judge("opem sesame", "open sesame")).toEqual({ isIn: true, told });
});

test("admit() asks three times at most", async () => {
  const told = "access word?\nwrong access word\n".repeat(3);
  expect(await judge("", "open", "open sesame ", "open sesame")).toEqual({ isIn: false, told });
});

test("admit() lets nobody in who has left", async () => {
  expect(await judge()).toEqual({ isIn: false, told: "access word?\n" });
});

test("parseAccessWord() refuses what does not fit into a line", () => {
  expect(parseAccessWord("open sesame")).toEqual({ ok: true, value: "open sesame" });
  expect(parseAccessWord("")).toEqual({ ok: true, value: "" });
  for (const text of ["a\nb", "a\r", "\t", "\0", "\x1b[31m"]) {
    expect(parseAccessWord(text)).toMatchObject({ ok: false });
  }
});
