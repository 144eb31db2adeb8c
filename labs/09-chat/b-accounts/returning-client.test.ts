import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Ask } from "../../../shared/config/program-options.ts";
import { RECORD } from "../protocol/wire.ts";
import { openOptions } from "../testing/channels.ts";
import { type ScriptedPeer, ScriptedServer, TOKEN } from "../testing/scripted-server.ts";
import type { Credentials } from "./login-flow.ts";
import { ReturningClient } from "./returning-client.ts";

const ADA: Credentials = { action: "log-in", name: "ada", password: "correct horse" };
const ACCEPTED = { name: "Ada", token: TOKEN, last: 0 };

/** A client whose server is the test's, and which does not wait before it comes back. */
async function start(credentials = ADA, person?: Ask) {
  const server = await ScriptedServer.open();
  const input = new PassThrough();
  const output = new PassThrough();
  const options = { address: server.address, person, input, output, backOff: () => 0 };
  const client = new ReturningClient(credentials, { ...openOptions(), ...options });
  const ended = client.run().then(
    () => "over",
    (error: Error) => error.message,
  );
  return { server, input, output, client, ended };
}

/** The next text that the client sends; undefined after its CLOSE. */
async function nextText({ channel }: ScriptedPeer): Promise<string | undefined> {
  const record = await channel.next();
  if (record === undefined) return undefined;
  expect(record.type).toBe(RECORD.CLIENT_TO_SERVER);
  return Buffer.from(record.body).toString();
}

describe("ReturningClient", () => {
  test("logs in, sends what is typed, shows what comes, and says CLOSE at the end", async () => {
    const { server, input, output, ended } = await start();
    input.end("hello\nпривет\n");
    const peer = await server.peer();
    const said = { name: "ada", password: "correct horse" };
    expect(await peer.next()).toEqual({ type: RECORD.LOGIN_ATTEMPTING, said });
    peer.send(RECORD.PING);
    expect(await peer.next()).toMatchObject({ type: RECORD.PONG });
    peer.send(RECORD.LOGIN_ACCEPTED, ACCEPTED);
    expect([await nextText(peer), await nextText(peer)]).toEqual(["hello", "привет"]);
    expect(await nextText(peer)).toBeUndefined();
    peer.channel.send(RECORD.SERVER_TO_CLIENT, "good\u001bbye");
    peer.close();
    expect(await ended).toBe("over");
    expect(String(output.read())).toBe("good\\u001bbye\n");
  });

  test("comes back with its token, and sends what was typed meanwhile", async () => {
    const { server, input, client, ended } = await start({ ...ADA, action: "register" });
    const first = await server.peer();
    expect(await first.next()).toMatchObject({ type: RECORD.REGISTER_CLIENT_ });
    first.send(RECORD.LOGIN_ACCEPTED, ACCEPTED);
    input.write("hello\n");
    expect(await nextText(first)).toBe("hello");
    first.cut();
    const second = await server.peer();
    const said = { token: TOKEN, after: 0 };
    expect(await second.next()).toEqual({ type: RECORD.RESUME_SESSION, said });
    input.write("are you there?\n");
    second.send(RECORD.LOGIN_ACCEPTED, ACCEPTED);
    expect(await nextText(second)).toBe("are you there?");
    client.leave();
    expect(await nextText(second)).toBeUndefined();
    second.close();
    expect(await ended).toBe("over");
  });

  test("logs in with its password when the session has ended", async () => {
    const { server, client, ended } = await start({ ...ADA, action: "register" });
    const first = await server.peer();
    await first.next();
    first.send(RECORD.LOGIN_ACCEPTED, ACCEPTED);
    first.cut();
    const second = await server.peer();
    expect(await second.next()).toMatchObject({ type: RECORD.RESUME_SESSION });
    second.send(RECORD.SESSION_ENDED);
    expect(await second.next()).toMatchObject({ type: RECORD.LOGIN_ATTEMPTING });
    client.leave();
    expect(await ended).toBe("over");
  });

  test("ends when it is refused and nobody can be asked", async () => {
    const { server, ended } = await start();
    const peer = await server.peer();
    await peer.next();
    peer.send(RECORD.INVALID_USERNAME_OR_PASSWORD);
    expect(await ended).toMatch(/^Cannot log in: wrong name or password; check LAB_NAME/);
  });

  test("asks a person again when it is refused", async () => {
    const answers = ["register", "ada", "battery staple", "battery staple"];
    const { server, ended, client } = await start(ADA, async () => answers.shift() ?? "");
    const first = await server.peer();
    await first.next();
    first.send(RECORD.INVALID_USERNAME_OR_PASSWORD);
    const second = await server.peer();
    const said = { name: "ada", password: "battery staple" };
    expect(await second.next()).toEqual({ type: RECORD.REGISTER_CLIENT_, said });
    client.leave();
    expect(await ended).toBe("over");
  });

  test("does not come back to a server that does not want it", async () => {
    const { server, ended } = await start();
    const peer = await server.peer();
    await peer.next();
    peer.send(RECORD.LOGIN_ACCEPTED, ACCEPTED);
    peer.close({ reason: "sent away", again: false });
    expect(await ended).toMatch(/^Cannot stay connected to .*: sent away; log in again/);
  });

  test("does not connect again to a server that it could not log in at", async () => {
    const { server, ended } = await start();
    (await server.peer()).cut();
    expect(await ended).toMatch(/^Cannot stay connected to /);
  });
});
