import { expect, test } from "vitest";
import { written } from "./member.ts";
import { broadcast, type Listener } from "./room.ts";

const EVENT = written({ type: "notice", text: "tea" });

/** A listener that writes down what becomes of it. */
function listener(tell: (json: string) => void = () => {}) {
  const heard: string[] = [];
  const ended: string[] = [];
  const member: Listener = {
    tell: ({ json }) => {
      tell(json);
      heard.push(json);
    },
    end: (why) => ended.push(why),
  };
  return { member, heard, ended };
}

test("broadcast() tells every member the same event, once", () => {
  const all = [listener(), listener(), listener()];
  broadcast(new Set(all.map(({ member }) => member)), EVENT);
  for (const { heard, ended } of all) expect([heard, ended]).toEqual([[EVENT.json], []]);
});

test("broadcast() goes on behind a member that cannot be told, and sends that one away", () => {
  const broken = listener(() => {
    throw new Error("broken");
  });
  const others = [listener(), listener()];
  const members = [others[0], broken, others[1]].flatMap((one) => one?.member ?? []);
  broadcast(new Set(members), EVENT);
  expect(broken.ended).toEqual(["lost-event"]);
  for (const { heard } of others) expect(heard).toEqual([EVENT.json]);
});

test("broadcast() tells those who were there when it began, whoever comes and goes meanwhile", () => {
  const members = new Set<Listener>();
  const last = listener();
  const newcomer = listener();
  const first = listener(() => {
    members.delete(last.member);
    members.add(newcomer.member);
  });
  members.add(first.member).add(last.member);
  broadcast(members, EVENT);
  expect([last.heard, newcomer.heard]).toEqual([[EVENT.json], []]);
});
