import { expect, test } from "vitest";
import { ProtocolError } from "../../shared/process/errors.ts";
import { newToken, textBehindToken, tokenIn, tokenMessage, withToken } from "./session-token.ts";

test("newToken() makes 43 letters, other ones each time", () => {
  const tokens = Array.from({ length: 100 }, newToken);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  expect(new Set(tokens).size).toBe(100);
});

test("tokenIn() finds the token in the server's first message", () => {
  const token = newToken();
  expect(tokenIn(tokenMessage(token))).toBe(token);
});

test.each([
  "",
  "hello",
  "token ",
  "token short",
  `token ${"A".repeat(44)}`,
  `token ${"A".repeat(43)}\n`,
])("tokenIn() refuses %j", (message) => {
  expect(() => tokenIn(message)).toThrow(ProtocolError);
});

test.each(["hello", "", " ", "two words", "привет"])("textBehindToken() finds %j again", (text) => {
  const token = newToken();
  expect(textBehindToken(token, withToken(token, text))).toBe(text);
});

test("textBehindToken() refuses every other beginning, and does not tell it", () => {
  const token = newToken();
  const wrong = ["", "hello", token, `${token}hello`, ` ${token} hello`, `${newToken()} hello`];
  for (const message of wrong) {
    expect(() => textBehindToken(token, message)).toThrow(
      new ProtocolError("a message without the token of its session"),
    );
  }
});
