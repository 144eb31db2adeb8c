import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { logTo } from "../../../shared/logging/log.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { RECORD } from "../protocol/wire.ts";
import { channelPair } from "../testing/channels.ts";
import { nextText, OperatorTalk, talk, WAIT, YOUR_TURN } from "./talk.ts";

/** An operator, and clients that come in by `enter`. */
function operator() {
  const printed: string[] = [];
  const operatorTalk = new OperatorTalk((line) => printed.push(line));
  const enter = async (name: string) => {
    const { client, server, sockets } = await channelPair();
    const log = logTo(() => {});
    const served = operatorTalk.serve({ name, channel: server, log });
    return {
      client,
      socket: sockets.client,
      over: served.catch((error: unknown) => error),
      say: (text: string) => client.send(RECORD.CLIENT_TO_SERVER, text),
      next: () => nextText(client, RECORD.SERVER_TO_CLIENT),
    };
  };
  return { operatorTalk, printed, enter };
}

test("OperatorTalk lets client and operator talk freely", async () => {
  const { operatorTalk, printed, enter } = operator();
  operatorTalk.reply("nobody");
  const ada = await enter("ada");
  ada.say("hello");
  operatorTalk.reply("good morning");
  expect(await ada.next()).toBe("good morning");
  ada.say("привет");
  ada.client.close();
  expect(await ada.over).toBeUndefined();
  expect(printed).toEqual([
    "nobody is here: not sent",
    "talking to ada",
    "sent 12 bytes",
    "received 5 bytes: hello",
    "received 12 bytes: привет",
    "left ada",
  ]);
});

test("OperatorTalk lets the second client wait, and shows what it has said in its turn", async () => {
  const { operatorTalk, printed, enter } = operator();
  const ada = await enter("ada");
  const bob = await enter("bob");
  expect(await bob.next()).toBe(WAIT);
  bob.say("from the line");
  const next = operatorTalk.commands.find(({ name }) => name === "next")?.run("");
  expect(await ada.next()).toBeUndefined();
  ada.client.close();
  await next;
  expect(await bob.next()).toBe(YOUR_TURN);
  bob.client.close();
  await bob.over;
  expect(printed).toEqual([
    "talking to ada",
    "waiting bob",
    "left ada",
    "talking to bob",
    "received 13 bytes: from the line",
    "left bob",
  ]);
});

test("OperatorTalk answers PING, also of a client that waits", async () => {
  const { enter } = operator();
  const clients = [await enter("ada"), await enter("bob")];
  for (const { client } of clients) {
    client.send(RECORD.PING, "{}");
    const types = [(await client.next())?.type];
    if (types[0] === RECORD.SERVER_TO_CLIENT) types.push((await client.next())?.type);
    expect(types.at(-1)).toBe(RECORD.PONG);
  }
});

test.each([
  ["of another type", RECORD.SERVER_TO_CLIENT, "hello", "a record of type 37 in a conversation"],
  ["that is not UTF-8", RECORD.CLIENT_TO_SERVER, Buffer.from([0xff]), "a text that is not UTF-8"],
])("OperatorTalk refuses a record %s", async (_what, type, body, why) => {
  const { printed, enter } = operator();
  const ada = await enter("ada");
  ada.client.send(type, body);
  expect(await ada.over).toEqual(new ProtocolError(why));
  expect(printed).toEqual(["talking to ada", `refused ada: ${why}`]);
});

test("OperatorTalk notices a connection that was cut, and one that broke", async () => {
  const { printed, enter } = operator();
  const ada = await enter("ada");
  ada.socket.end();
  await ada.over;
  const bob = await enter("bob");
  bob.socket.resetAndDestroy();
  await bob.over;
  expect(printed).toEqual([
    "talking to ada",
    "refused ada: the stream was cut: it ended without CLOSE",
    "talking to bob",
    "lost bob",
  ]);
});

test("OperatorTalk.reply() refuses what does not fit into a record", async () => {
  const { operatorTalk, printed, enter } = operator();
  const ada = await enter("ada");
  operatorTalk.reply("x".repeat(6_001));
  operatorTalk.reply("x".repeat(6_000));
  expect(await ada.next()).toHaveLength(6_000);
  expect(printed).toEqual([
    "talking to ada",
    "not sent: it has 6001 bytes, and 6000 is the limit",
    "sent 6000 bytes",
  ]);
});

test("talk() sends each line, shows each text on a line, and ends at exit", async () => {
  const { client, server } = await channelPair();
  const input = new PassThrough();
  const output = new PassThrough();
  const talking = talk(client, { input, output });
  input.write("hello\n\nпривет\nexit\nmore\n");
  const heard: unknown[] = [];
  for (let count = 0; count < 4; count++) {
    heard.push(await nextText(server, RECORD.CLIENT_TO_SERVER));
  }
  expect(heard).toEqual(["hello", "", "привет", undefined]);
  server.send(RECORD.SERVER_TO_CLIENT, "a\u001b[2Jb");
  server.close();
  await talking;
  expect(String(output.read())).toBe("a\\u001b[2Jb\n");
});

test("talk() says CLOSE to a server that breaks the rules", async () => {
  const { client, server } = await channelPair();
  const talking = talk(client, { input: new PassThrough(), output: new PassThrough() });
  server.send(RECORD.CLIENT_TO_SERVER, "hello");
  await expect(talking).rejects.toThrow(ProtocolError);
  expect(await server.next()).toBeUndefined();
  expect(server.lastWord).toEqual({ reason: "a record of type 19 in a conversation" });
});
