/** Exercise 09d.2: what was said is kept, and found again. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { check } from "../../../core/check.ts";
import { readText, tellFile } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { fillDisk } from "../../../core/full-disk.ts";
import { killAfter } from "../../../core/kill-after.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import type { Event, FakeMember } from "../../../players/chat/fake-member.ts";
import { newId } from "../../../players/chat/fake-member.ts";
import { REGISTRATION_LOST } from "./account-helpers.ts";
import { TO_ALL } from "./titles.ts";

export const historyChecks = [
  check(
    "09d.2",
    "nobody hears of a message before its row is on disk",
    { points: 3, needs: [TO_ALL], rule: "A message's row is on disk first" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      await ada.round();
      await bob.round();
      const path = join(chat.server.program.data, "history.csv");
      for (const text of ["one", 'two, "2"', "three\nlines"]) {
        const id = ada.say(text);
        const { number } = await bob.expectEvent(
          { type: "message", text },
          { what: "what bob is told" },
        );
        const rows = rowsIn(path);
        const row = rows.find((cells) => cells[0] === String(number));
        if (row === undefined) {
          tellFile(context, path);
          fail(
            `bob is told of message ${number}; its row should be in history.csv by then, and it is not.`,
            "Who was told of a message has it, whatever happens to the server: write the row, and tell it when it is on disk.",
          );
        }
        await ada.untilEvent({ type: "accepted", id, number }, { what: "the acknowledgement" });
        const [, time = "", from, rowId] = row;
        if (
          row.length !== 5 ||
          from !== ada.name ||
          rowId !== id ||
          Number.isNaN(Date.parse(time))
        ) {
          tellFile(context, path);
          fail(`The row should be number,time,from,id,text; it is ${JSON.stringify(row)}.`);
        }
      }
    },
  ),

  check(
    "09d.2",
    "nobody hears of a message that the disk does not take",
    {
      points: 2,
      needs: [TO_ALL],
      rule: "If the row cannot be written, nobody hears of the message",
    },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const { program } = chat.server;
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      const first = ada.say("this one has a row");
      await ada.untilEvent({ type: "accepted", id: first }, { what: "the acknowledgement" });
      await bob.round();
      fillDisk(context, program, statSync(join(program.data, "history.csv")).size);
      const text = "this one has none";
      const id = ada.say(text);
      const answered = await ada.untilAmong([{ id }], {
        what: "the answer to a message that the disk does not take",
        cause: NOT_CAUGHT,
      });
      const received = [...answered, ...(await ada.round())]
        .filter((event) => event.id === id || event.text === text)
        .map(({ type }) => String(type));
      const heard = (await bob.round()).filter((event) => event.text === text);
      if (received.join() === "refused" && heard.length === 0) return;
      fail(
        `A message whose row cannot be written should be refused, and nobody should hear of it. Its sender received ${received.map((type) => `\`${type}\``).join(", then ")}; ${heard.length === 0 ? "nobody else heard of it" : "bob heard of it"}.`,
        unstored(received),
      );
    },
  ),

  check(
    "09d.2",
    "a newcomer is shown the last fifty messages",
    { points: 2, needs: [TO_ALL], rule: "Whoever logs in gets the last messages, at most 50" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const ada = await chat.joins("ada");
      const said = await many(ada, 60);
      const bob = await chat.joins("bob");
      expectPast(
        await bob.round(),
        said.slice(-50),
        "as he comes, bob should be shown the last 50",
        true,
      );
      if (bob.last !== said.at(-1)?.number) {
        fail(
          `\`last\` in LOGIN_ACCEPTED should be the number of the newest message, ${said.at(-1)?.number}; it is ${bob.last}.`,
        );
      }
      const after = Number(said[56]?.number);
      const again = await chat.logsIn("bob again, who has seen all but three", bob.user, {
        after,
      });
      expectPast(
        await again.round(),
        said.slice(57),
        `behind number ${after} bob should be shown three`,
        false,
      );
      const before = Number(said[0]?.number) - 1;
      const fresh = await chat.logsIn("bob again, who has seen none", bob.user, { after: before });
      expectPast(
        await fresh.round(),
        said,
        "behind the number before them he should see all 60",
        false,
      );
    },
  ),

  check(
    "09d.2",
    "older messages come by the page, and are found by their words",
    { points: 3, needs: [TO_ALL], rule: "A page has at most 100 messages" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const ada = await chat.joins("ada");
      const said = await many(ada, 130);
      const numbers = said.map(({ number }) => Number(number));
      const at = (index: number) => numbers.at(index) ?? 0;
      const pages: [object, Event[], boolean][] = [
        [{ type: "history", before: at(-1) }, said.slice(29, 129), true],
        [{ type: "history", before: at(29) }, said.slice(0, 29), false],
        [{ type: "history", before: at(0) }, [], false],
        [{ type: "history", after: at(19) }, said.slice(20, 120), true],
        [{ type: "history", after: at(119) }, said.slice(120), false],
        [{ type: "history", after: at(-1) }, [], false],
        [
          { type: "search", text: "MESSAGE 12" },
          said.filter(({ text }) => /message 12/.test(String(text))),
          false,
        ],
        [{ type: "search", text: "message", before: at(100) }, said.slice(0, 100), false],
        [{ type: "search", text: "message" }, said.slice(30), true],
        [{ type: "search", text: ".*" }, [], false],
        [{ type: "search", text: "ПРИВЕТ" }, said.slice(7, 8), false],
      ];
      for (const [request, right, more] of pages) await expectPage(ada, request, right, more);
    },
  ),

  check(
    "09d.2",
    "a restart keeps users, history and acknowledgements",
    {
      points: 3,
      needs: [TO_ALL],
      rule: "Everything that was acknowledged is there again after a restart",
    },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const ada = await chat.joins("ada");
      const said = await many(ada, 5);
      const id = ada.say("the last");
      const { number } = await killAfter(chat.server, () => {
        return ada.untilEvent({ type: "accepted", id }, { what: "the acknowledgement" });
      });
      const next = chat.movedTo(
        await context.ownServer("--scrypt-ln", "10", "--data", chat.server.program.data),
      );
      const again = await next.logsIn("ada after the restart", ada.user, {}, REGISTRATION_LOST);
      const past = (await again.round()).filter(({ type }) => type === "past");
      const right = [...said.map(({ text }) => text), "the last"];
      if (past.map(({ text }) => text).join("\n") !== right.join("\n")) {
        fail(
          `After kill -9 all ${right.length} acknowledged messages should be there; there are ${past.length}: ${past.map(({ text }) => text).join(", ")}.`,
          "`accepted` is a promise: it comes when the row is on disk.",
        );
      }
      again.say("the last", id);
      await again.expectEvent(
        { type: "accepted", id, number },
        {
          what: "the answer to a message that comes again after the restart",
          cause: "Its id stands in history.csv: remember the last ids of each user from there.",
        },
      );
      const next1 = again.say("one more");
      const accepted = await again.untilEvent(
        { type: "accepted", id: next1 },
        { what: "a new message" },
      );
      if (Number(accepted.number) > Number(number)) return;
      fail(
        `After the restart the numbers should go on behind ${number}; the next one is ${accepted.number}.`,
      );
    },
  ),
];

/** Says so many things, and returns the messages as they were told. */
async function many(member: FakeMember, count: number): Promise<Event[]> {
  await member.round();
  const told: Event[] = [];
  for (let at = 0; at < count; at += 50) {
    const texts = Array.from({ length: Math.min(50, count - at) }, (_, index) =>
      textAt(at + index),
    );
    const requests = texts.map((text) =>
      member.connection.sealed("CLIENT_TO_SERVER", { type: "say", id: newId(), text }),
    );
    member.connection.sendFrame(
      Buffer.concat(requests),
      `${texts.length} messages in one piece, "${texts[0]}" and so on`,
    );
    for (const text of texts)
      told.push(await member.untilEvent({ type: "message", text }, { what: "a message" }));
  }
  await member.round();
  return told;
}

function textAt(index: number): string {
  return index === 7 ? "message 7: Привет" : `message ${index}`;
}

async function expectPage(
  member: FakeMember,
  request: object,
  right: readonly Event[],
  more: boolean,
): Promise<void> {
  member.ask({ ...request });
  const what = `the page for ${JSON.stringify(request)}`;
  const events = await member.untilAmong([{ type: "page" }], { what });
  expectPast(events, right, what, more);
}

/** These messages, each as `past`, the older first, and `page` behind them. */
function expectPast(
  events: readonly Event[],
  right: readonly Event[],
  what: string,
  more: boolean,
): void {
  const past = events.filter(({ type }) => type === "past");
  const form = ({ number, time, from, text }: Event) => `${number} ${time} ${from} ${text}`;
  const isRight = past.map(form).join("\n") === right.map(form).join("\n");
  const page = events.find(({ type }) => type === "page");
  if (isRight && page?.more === more) return;
  if (isRight) {
    fail(
      `${what}: {"type":"page","more":${more}} should come behind it; ${page === undefined ? "none came" : `it is ${JSON.stringify(page)}`}.`,
      "`page` says that the page is over. Its `more` is true if there are others: older ones, or newer ones if `after` was sent. What a newcomer is shown is a page as well.",
    );
  }
  const show = (list: readonly Event[]) =>
    list.length === 0
      ? "none"
      : `${list.length}, from ${list[0]?.number} "${list[0]?.text}" to ${list.at(-1)?.number} "${list.at(-1)?.text}"`;
  fail(
    `${what}: it should bring ${show(right)}; it brings ${show(past)}.`,
    "A page is as large as it may be, next to the number that was given, and goes from the older to the newer.",
  );
}

/** The rows of a CSV file; one that was torn by a kill is left out. */
function rowsIn(path: string): string[][] {
  const text = readText(path);
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return parse(whole, { relax_column_count: true, skip_records_with_error: true });
}

/** Why a message that was not stored was not just refused, by the events that its sender has received. */
function unstored(received: readonly string[]): string {
  const [first] = received;
  if (!received.includes("refused"))
    return `The server told the room first and wrote the row afterwards, or did not look whether it was written. ${ONLY_REFUSE}`;
  if (first === "refused")
    return "The server refused the message, and then went on as if it were stored. `refused` is all that is to be sent: is a `return` missing behind it?";
  const deed = first === "accepted" ? "acknowledged the message" : "told the room";
  return `The server ${deed} first and wrote the row afterwards. ${ONLY_REFUSE}`;
}

const ONLY_REFUSE =
  "Await the write; if it fails, send `refused` to the sender and nothing to anybody else.";

const NOT_CAUGHT =
  "The row could not be written, and nothing handled that error: it ended the sender's connection, or nobody answered. Await the write inside a `try`, catch its error, and send `refused`.";
