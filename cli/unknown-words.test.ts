import { expect, test } from "vitest";
import { allLabs, findLab } from "../course/labs.ts";
import { noCommand, noLab } from "./unknown-words.ts";

const labs = allLabs();

test.each([
  ["chek", "Cannot tell which lab is meant: none is named; write npm run lab 01 check"],
  ["solve", "Cannot tell which lab is meant: none is named; write npm run lab 01 check"],
  ["echoo", 'Cannot find lab "echoo": there is no such lab; did you mean echo?'],
  ["01.3 check", 'Cannot find lab "01.3": it is an exercise; write npm run lab 01 check 01.3'],
  ["check 1.3", 'Cannot find lab "1.3": it is an exercise; write npm run lab 01 check 1.3'],
  ["02.3 start", 'Cannot find lab "02.3": it is an exercise; write npm run lab 02 start'],
  ["02.3", 'Cannot find lab "02.3": it is an exercise; write npm run lab 02 check 02.3'],
  ["02.99", 'Cannot find lab "02.99": there is no such lab'],
])("the words %j name no lab", (words, sentence) => {
  expect(noLab(words.split(" "), labs).message).toContain(sentence);
});

test.each([
  ["02", 'Cannot do two labs at once: "01" and "02" are named; name one'],
  ["echo", 'Cannot do "echo": there is no such command'],
  ["crack", 'Cannot do "crack" in lab 01: it belongs to lab 07; write npm run lab 07 crack'],
  ["wach", 'Cannot do "wach": there is no such command; did you mean watch?'],
])("the word %j is no command of lab 01", (word, sentence) => {
  const lab = findLab("01", labs);
  if (lab === undefined) throw new Error("there is no lab 01");
  expect(noCommand(word, lab, labs).message).toContain(sentence);
});
