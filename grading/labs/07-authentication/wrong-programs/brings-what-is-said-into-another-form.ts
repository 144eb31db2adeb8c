/**
 * A program that brings what is said into another form.
 *
 * @file answer.ts
 * @caughtBy a text comes back as it was, in any script
 * @says send it back as it came
 */

function carryOut(command: Command): Answer {
  switch (command.type) {
    case "say":
      return { type: "said", text: command.text.normalize("NFC") };
    case "log-out":
      return { type: "good-bye" };
    default:
      return command satisfies never;
  }
}
