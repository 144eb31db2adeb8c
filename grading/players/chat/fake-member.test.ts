import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import { connectPeer } from "../../core/connect-peer.ts";
import { EventLog } from "../../core/event-log.ts";
import { frame, HEADER_BYTES } from "../frames.ts";
import { FakeMember } from "./fake-member.ts";
import { RecordConnection } from "./record-connection.ts";
import { PlainSealing } from "./sealing.ts";

const sealing = new PlainSealing();

test("a full round is told as the grader's own step, and what comes in it as it came", async () => {
  const here = { type: "here", name: "bob" };
  const { member, eventLog } = await memberOf((socket, id) => {
    send(socket, [here]);
    send(socket, [{ type: "refused", id, reason: "it is blank" }]);
  });
  expect(await member.round()).toEqual([here]);
  expect(eventLog.steps().map(({ text }) => text)).toEqual([
    "sent a blank message: once it is refused, all before it has come",
    'received SERVER_TO_CLIENT [{"type":"here","name":"bob"}]',
    "received the refusal of the blank message",
  ]);
});

test("an event beside the refusal of a round is not left out of the event log", async () => {
  const here = { type: "here", name: "bob" };
  const { member, eventLog } = await memberOf((socket, id) => {
    send(socket, [here, { type: "refused", id, reason: "it is blank" }]);
  });
  expect(await member.round()).toEqual([here]);
  expect(eventLog.steps().at(-1)?.text).toContain('{"type":"here","name":"bob"}');
});

function send(socket: Socket, events: unknown[]): void {
  const body = Buffer.from(JSON.stringify(events));
  socket.write(frame(sealing.seal(0n, RECORD.SERVER_TO_CLIENT, body)));
}

/** A member whose server answers its first request so. */
async function memberOf(answer: (socket: Socket, id: string) => void) {
  const listener = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (chunk) => {
      const { id } = JSON.parse(String(chunk.subarray(HEADER_BYTES + 1)));
      answer(socket, id);
    });
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void listener.close());
  await once(listener, "listening");
  const bound = listener.address();
  if (bound === null || typeof bound === "string") throw new Error("not listening");
  const eventLog = new EventLog();
  // What the peer tells are bytes.
  const address = { host: "127.0.0.1", port: bound.port };
  const peer = await connectPeer(address, "ada", new EventLog());
  onTestFinished(() => peer.close());
  const connection = new RecordConnection(peer, sealing, eventLog);
  const cast = { concerns: () => true };
  const member = new FakeMember(cast, connection, { name: "ada", password: "secret" }, {});
  return { member, eventLog };
}
