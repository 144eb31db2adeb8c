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
  expect(noCommand([lab.number, word], lab, labs).message).toContain(sentence);
});

test.each([
  ["09 d start", 'Cannot do "d" in lab 09: it is a part of this lab; write npm run lab 09d start'],
  ["09 D check 2", "it is a part of this lab; write npm run lab 09d check 2"],
  ["09 d", "it is a part of this lab; write npm run lab 09d"],
  ["09 delivery hint 1", "it is a part of this lab; write npm run lab 09d hint 1"],
  ["09 9d start", "it is a part of this lab; write npm run lab 09d start"],
  ["09 start d", 'Cannot do "start" in lab 09: d is a part of it; write npm run lab 09d start'],
  ["09 start", "it is worked in parts (09a channel, "],
  ["09 e start", 'Cannot do "e": there is no such command'],
])("the words %j leave open which part is meant", (words, sentence) => {
  const all = words.split(" ");
  const lab = findLab("09", labs);
  if (lab === undefined) throw new Error("there is no lab 09");
  expect(noCommand(all, lab, labs).message).toContain(sentence);
});
