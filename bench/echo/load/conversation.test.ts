import { describe, expect, test } from "vitest";
import { LineConversation, RawConversation, threadOfFirstAnswer } from "./conversation.ts";

describe("RawConversation", () => {
  test("expects its own bytes, batch after batch", () => {
    const conversation = new RawConversation(Buffer.from("same"));
    conversation.advance();
    expect(conversation.answer().toString()).toBe("same");
    expect(conversation.answerBytes()).toBe(4);
  });
});

describe("LineConversation", () => {
  test("expects each line numbered and named", () => {
    const conversation = new LineConversation({
      text: "hi",
      linesInBatch: 2,
      thread: 7,
      nextLine: 9,
    });
    expect(conversation.batch.toString()).toBe("hi\nhi\n");
    expect(conversation.answer().toString()).toBe("[thread 7 line 9] hi\n[thread 7 line 10] hi\n");
  });

  test("counts the bytes of an answer right at every number of digits", () => {
    const conversation = new LineConversation({
      text: "hi",
      linesInBatch: 3,
      thread: 12,
      nextLine: 2,
    });
    for (let batch = 0; batch < 400; batch += 1) {
      expect(conversation.answerBytes()).toBe(conversation.answer().length);
      conversation.advance();
    }
  });
});

describe("threadOfFirstAnswer()", () => {
  test("reads the thread", () => {
    expect(threadOfFirstAnswer("[thread 31 line 1] hi\n", "hi")).toBe(31);
  });

  test("refuses another number, another text and another form", () => {
    expect(threadOfFirstAnswer("[thread 31 line 2] hi\n", "hi")).toBeUndefined();
    expect(threadOfFirstAnswer("[thread 31 line 1] ho\n", "hi")).toBeUndefined();
    expect(threadOfFirstAnswer("hi\n", "hi")).toBeUndefined();
  });
});
