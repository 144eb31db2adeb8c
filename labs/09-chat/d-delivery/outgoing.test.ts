import fc from "fast-check";
import { expect, test } from "vitest";
import type { Request } from "../protocol/messages.ts";
import { MAX_UNACKNOWLEDGED } from "../protocol/wire.ts";
import { Outgoing } from "./outgoing.ts";

/** Outgoing messages of ada, with what was sent on the connection of the moment and what was shown. */
function outgoingOfAda() {
  const shown: string[] = [];
  const outgoing = new Outgoing((update) => {
    if (update.type === "private") shown.push(update.text);
  });
  const sent: Request[] = [];
  const connect = () => {
    sent.length = 0;
    outgoing.begin((request) => sent.push(request));
  };
  const reconnect = () => {
    outgoing.connectionLost();
    connect();
  };
  return { outgoing, sent, shown, connect, reconnect };
}

/** A text as it is sent. */
function said(number: number) {
  return expect.objectContaining({ type: "say", text: `text ${number}` });
}

test("Outgoing sends in order, and never more than may be in flight", () => {
  const { outgoing, sent, connect } = outgoingOfAda();
  const ids = Array.from({ length: 100 }, (_, number) => outgoing.say(`text ${number}`));
  connect();
  expect(sent).toEqual(Array.from({ length: MAX_UNACKNOWLEDGED }, (_, number) => said(number)));
  for (const number of [7, 3]) outgoing.accepted(ids[number] ?? "", "ada");
  expect(sent.slice(MAX_UNACKNOWLEDGED)).toEqual([said(64), said(65)]);
  expect(outgoing.unacknowledged).toBe(98);
});

test("Outgoing takes each acknowledgement once, and none of what is not in flight", () => {
  const { outgoing, connect } = outgoingOfAda();
  const id = outgoing.say("text 0");
  outgoing.accepted(id, "ada");
  expect(outgoing.unacknowledged).toBe(1);
  connect();
  outgoing.accepted(id, "ada");
  outgoing.accepted(id, "ada");
  expect(outgoing.unacknowledged).toBe(0);
});

test("Outgoing sends all again that is not acknowledged, in order, with the same ids", () => {
  const { outgoing, sent, connect } = outgoingOfAda();
  const ids = [0, 1, 2].map((number) => outgoing.say(`text ${number}`));
  connect();
  outgoing.accepted(ids[1] ?? "", "ada");
  outgoing.connectionLost();
  outgoing.connectionLost();
  ids.push(outgoing.say("text 3"));
  connect();
  expect(sent).toEqual([said(0), said(2), said(3)]);
  expect(sent.map((request) => "id" in request && request.id)).toEqual([ids[0], ids[2], ids[3]]);
});

/** What can happen: something is said, acknowledged (the k-th of what is in flight), or the connection is lost. */
const happening = fc.oneof(
  fc.constant({ type: "say" as const }),
  fc.record({ type: fc.constant("settle" as const), at: fc.nat(MAX_UNACKNOWLEDGED) }),
  fc.constant({ type: "lost" as const }),
  fc.constant({ type: "connected" as const }),
);

test("Outgoing forgets nothing and repeats nothing that is acknowledged, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 300 }), (happenings) => {
      const { outgoing, sent, connect, reconnect } = outgoingOfAda();
      const open: string[] = [];
      let isConnected = false;
      for (const it of happenings) {
        const inFlight = isConnected ? open.slice(0, MAX_UNACKNOWLEDGED) : [];
        if (it.type === "say") open.push(outgoing.say("text"));
        if (it.type === "settle" && inFlight.length > 0) {
          const at = it.at % inFlight.length;
          outgoing.accepted(inFlight[at] ?? "", "ada");
          open.splice(at, 1);
        }
        if (it.type === "lost") outgoing.connectionLost();
        if (it.type === "connected" && !isConnected) connect();
        if (it.type === "lost" || it.type === "connected") isConnected = it.type === "connected";
        expect(outgoing.unacknowledged).toBe(open.length);
      }
      reconnect();
      expect(sent.map((request) => "id" in request && request.id)).toEqual(
        open.slice(0, MAX_UNACKNOWLEDGED),
      );
    }),
  );
});

test("Outgoing shows no private message by itself as long as the connection stands", () => {
  const { outgoing, shown, connect } = outgoingOfAda();
  connect();
  const first = outgoing.tell("bob", "psst");
  outgoing.showed("psst");
  outgoing.accepted(first, "ada");
  outgoing.accepted(outgoing.tell("bob", "psst"), "ada");
  expect(shown).toEqual([]);
});

test("Outgoing shows what was sent again and was not shown by the server", () => {
  const { outgoing, shown, connect, reconnect } = outgoingOfAda();
  connect();
  const [first, second] = [outgoing.tell("bob", "psst"), outgoing.tell("bob", "psst")];
  reconnect();
  outgoing.showed("psst");
  outgoing.accepted(first, "ada");
  expect(shown).toEqual([]);
  outgoing.accepted(second, "ada");
  expect(shown).toEqual(["psst"]);
});

test("Outgoing knows what was shown on a connection that is gone", () => {
  const { outgoing, shown, connect, reconnect } = outgoingOfAda();
  connect();
  const id = outgoing.tell("bob", "psst");
  outgoing.showed("psst");
  reconnect();
  outgoing.accepted(id, "ada");
  expect(shown).toEqual([]);
});

test("Outgoing takes no refused message for the next one of the same text", () => {
  const { outgoing, shown, connect, reconnect } = outgoingOfAda();
  connect();
  outgoing.refused(outgoing.tell("bob", "psst"));
  const id = outgoing.tell("bob", "psst");
  outgoing.showed("psst");
  reconnect();
  outgoing.accepted(id, "ada");
  expect(shown).toEqual([]);
});

test("Outgoing leaves messages to all alone", () => {
  const { outgoing, shown, connect, reconnect } = outgoingOfAda();
  connect();
  const id = outgoing.say("hello");
  reconnect();
  outgoing.accepted(id, "ada");
  expect(shown).toEqual([]);
});
