/** The grader's own tokens agree with the published vectors, and say what is wrong with a bad one. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openToken, sealToken } from "./fernet.ts";

interface Vector {
  token: string;
  secret: string;
  src?: string;
  iv?: number[];
  desc?: string;
}

const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at));

test.each(vectors("verify"))("opens the published token $token", ({ token, secret, src }) => {
  expect(String(openToken(Buffer.from(secret, "base64url"), token))).toBe(src);
});

test("makes the published token but for its time", () => {
  const [vector] = vectors("generate");
  if (vector === undefined) throw new Error("there is no vector");
  const { secret, src = "", iv = [], token } = vector;
  const made = sealToken(Buffer.from(secret, "base64url"), Buffer.from(src), {
    iv: Buffer.from(iv),
  });
  const after = (text: string) => Buffer.from(text, "base64url").toString("hex", 9, 41);
  expect(after(made)).toBe(after(token));
});

/** Those that are wrong but for their time, which no receiver of the chat looks at. */
test.each(vectors("invalid").filter(({ desc = "" }) => !/ttl|clock/i.test(desc)))(
  "does not open one with $desc",
  ({ token, secret }) => {
    expect(openToken(Buffer.from(secret, "base64url"), token)).toMatch(/token|padding|base64/);
  },
);

test("says which mistake a token most likely comes from", () => {
  const token = sealToken(key, Buffer.from("hello"));
  expect(openToken(key, token.replace(/=+$/, ""))).toMatch(/without its padding/);
  expect(openToken(key, `${token.slice(0, -4)}+/==`)).toMatch(/plain base64/);
  expect(openToken(key, `${token}\n`)).toMatch(/and nothing else/);
  const swapped = Buffer.concat([key.subarray(16), key.subarray(0, 16)]);
  expect(openToken(swapped, token)).toMatch(/wrong half of the key/);
  const oneHalf = Buffer.concat([key.subarray(0, 16), key.subarray(0, 16)]);
  const other = Buffer.concat([key.subarray(0, 16), key.subarray(16)]);
  expect(openToken(other, sealToken(oneHalf, Buffer.from("hello")))).toMatch(/these sign/);
});

function vectors(name: string): Vector[] {
  const file = new URL(`../../../labs/09-chat/a-channel/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
