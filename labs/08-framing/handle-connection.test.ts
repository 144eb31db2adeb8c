import { expect, test } from "vitest";
import { logTo } from "../../shared/logging/log.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { connectedPair } from "../../shared/testing/connected-pair.ts";
import { FrameStream } from "./frame-stream.ts";
import {
  type Client,
  handleConnection,
  type ServerContext,
  WAIT,
  YOUR_TURN,
} from "./handle-connection.ts";
import { reply, talkCommands } from "./operator.ts";
import { tokenIn, withToken } from "./session-token.ts";
import { WaitQueue } from "./wait-queue.ts";

/** A server without a door: clients are let in by `enter`. */
function house() {
  const printed: string[] = [];
  const stop = new AbortController();
  const own: ServerContext = {
    line: new WaitQueue<Client>(),
    checksum: "none",
    maxBodyBytes: 1000,
    stopping: stop.signal,
    print: (line) => printed.push(line.replace(/127\S+?(?=:? |$)/, "ADDR")),
  };
  const handle = loggedConnections(logTo(() => {}));
  const enter = async () => {
    const { client, server } = await connectedPair();
    const over = handle(server, (connection) => handleConnection(connection, own));
    const stream = new FrameStream(client);
    const messages = stream[Symbol.asyncIterator]();
    const next = async () => (await messages.next()).value;
    const token = tokenIn((await next()) ?? "");
    return { stream, next, over, say: (text: string) => stream.write(withToken(token, text)) };
  };
  return { own, printed, enter, stop: () => stop.abort() };
}

test("handleConnection() lets client and operator talk freely", async () => {
  const { own, printed, enter } = house();
  reply("nobody", own);
  const ada = await enter();
  reply("hello", own);
  expect(await ada.next()).toBe("hello");
  ada.say("hi");
  ada.say("there");
  ada.stream.end();
  await ada.over;
  expect(printed).toEqual([
    "nobody is here: not sent",
    "talking to ADDR",
    "sent 5 bytes",
    "received 2 bytes: hi",
    "received 5 bytes: there",
    "left ADDR",
  ]);
});

test("handleConnection() lets the second client wait, and takes what it has said in its turn", async () => {
  const { own, printed, enter } = house();
  const ada = await enter();
  const bob = await enter();
  expect(await bob.next()).toBe(WAIT);
  bob.say("from the line");
  const next = talkCommands(own).find(({ name }) => name === "next");
  const parting = next?.run("");
  expect(await ada.next()).toBeUndefined();
  ada.stream.end();
  await parting;
  expect(await bob.next()).toBe(YOUR_TURN);
  bob.stream.end();
  await Promise.all([ada.over, bob.over]);
  expect(printed).toEqual([
    "talking to ADDR",
    "waiting ADDR",
    "left ADDR",
    "talking to ADDR",
    "received 13 bytes: from the line",
    "left ADDR",
  ]);
});

test("the operator can turn to the next client while one does not read", async () => {
  const { own, printed, enter } = house();
  const ada = await enter();
  const bob = await enter();
  const megabyte = "x".repeat(1024 * 1024);
  for (let count = 0; count < 20; count++) reply(megabyte, own);
  const waiting = own.line.first?.waitingBytes ?? 0;
  expect(waiting).toBeGreaterThan(8 * megabyte.length);
  expect(waiting).toBeLessThanOrEqual(16 * megabyte.length);
  expect(printed.at(-1)).toBe("ADDR does not read: not sent");
  const parting = talkCommands(own)
    .find(({ name }) => name === "next")
    ?.run("");
  reply("too late", own);
  expect(printed.at(-1)).toBe("nobody is here: not sent");
  let read = 0;
  while ((await ada.next()) !== undefined) read += 1;
  ada.stream.end();
  await parting;
  expect(read).toBe(printed.filter((line) => line.startsWith("sent ")).length);
  expect([await bob.next(), await bob.next()]).toEqual([WAIT, YOUR_TURN]);
  bob.stream.end();
  await Promise.all([ada.over, bob.over]);
});

test("handleConnection() refuses a message without the token", async () => {
  const { printed, enter } = house();
  const ada = await enter();
  ada.stream.write("hello");
  await ada.over;
  expect(printed.at(-1)).toBe("refused ADDR: a message without the token of its session");
});

test("handleConnection() ends when the server stops, also for who is in line", async () => {
  const { own, printed, enter, stop } = house();
  const ada = await enter();
  const bob = await enter();
  const heard = Promise.all([ada.next(), bob.next().then(() => bob.next())]);
  own.line.close();
  stop();
  expect(await heard).toEqual([undefined, undefined]);
  ada.stream.end();
  bob.stream.end();
  await Promise.all([ada.over, bob.over]);
  expect(printed.slice(-2)).toEqual(["left ADDR", "left ADDR"]);
});
