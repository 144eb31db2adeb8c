import { expect, test } from "vitest";
import { type Answer, lineOf } from "./messages.ts";
import { parseAnswer } from "./parse-answer.ts";

test.each<Answer>([
  { type: "registered" },
  { type: "welcome", name: "ada", token: "abc" },
  { type: "said", text: "two\nlines" },
  { type: "good-bye" },
  { type: "refused", reason: "busy" },
])("parseAnswer() reads $type", (answer) => {
  expect(parseAnswer(lineOf(answer).trim())).toEqual(answer);
});

test("parseAnswer() throws at everything else", () => {
  for (const line of [
    "",
    "welcome",
    "{}",
    '{"type":"welcome","name":"ada"}',
    '{"type":"said","text":7}',
    '{"type":"refused"}',
    '{"type":"dance"}',
  ]) {
    expect(() => parseAnswer(line), line).toThrow("cannot be understood");
  }
});
