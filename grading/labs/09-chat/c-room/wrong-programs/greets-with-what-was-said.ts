/**
 * A program that keeps what was said, and greets with it.
 *
 * @file answer-request.ts
 * @caughtBy the server keeps no messages
 * @says A newcomer should be told nothing of what was said before
 */

const said: ReturnType<Answers["greet"]> = [];

export function answersWithoutHistory(chat: Chat): Answers {
  return {
    greet: () => [...said, { type: "page", more: false }],
    answer: (request, asker) => {
      if (request.type === "say") {
        const time = new Date().toISOString();
        const { name } = asker.member;
        said.push({ type: "past", number: 1, time, from: name, text: request.text });
      }
      return answerWithoutHistory(request, asker, chat);
    },
  };
}
