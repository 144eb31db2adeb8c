import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openFakePage } from "../testing/fake-chat.ts";
import { MAX_FROM_PAGE_BYTES, type ToPage } from "./page-messages.ts";

type Fake = Awaited<ReturnType<typeof openFakePage>>;

/** What node:fetch does not let one say: any Host, any Origin, and no redirect is followed. */
async function get(address: string, headers: Record<string, string> = {}, method = "GET") {
  const asked = request(address, { headers, method, agent: false }).end();
  const [response] = await once(asked, "response");
  let body = "";
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

let fake: Fake;
beforeAll(async () => {
  fake = await openFakePage();
});
afterAll(() => fake.page.close());

/** A browser that has used its key: where the page is, and its cookie. */
async function openedPage() {
  const address = new URL(fake.page.newAddress());
  const { headers } = await get(address.href);
  const cookie = /^[^;]*/.exec(headers["set-cookie"][0])?.[0] ?? "";
  return { cookie, origin: address.origin, page: `${address.origin}${headers.location}` };
}

function talk(page: string, headers: Record<string, string>): WebSocket {
  return new WebSocket(`${page.replace("http", "ws")}talk`, { headers });
}

test("the page server gives the page to the browser that has used the key, and to it alone", async () => {
  const address = fake.page.newAddress();
  const first = await get(address);
  expect([first.status, first.body]).toEqual([303, ""]);
  const again = await get(address);
  expect([again.status, again.headers["set-cookie"]]).toEqual([403, undefined]);
  expect(again.body).toMatch(/has been used already.*Press Enter in the terminal/);

  const { page, cookie } = await openedPage();
  expect((await get(page)).status).toBe(403);
  expect((await get(page, { cookie: "chat=guess" })).status).toBe(403);
  const right = await get(page, { cookie });
  expect([right.status, right.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(right.body).toContain("<!doctype html>");
});

test.each([
  ["/", 403],
  ["/?key=", 403],
  ["/?key=wrong", 403],
  ["/page.js", 403],
  ["//", 403],
  ["/%00", 403],
])("the page server answers a stranger at %s with %i", async (path, status) => {
  const { origin } = new URL(fake.page.newAddress());
  const asked = request({
    port: new URL(origin).port,
    host: "127.0.0.1",
    path,
    agent: false,
  }).end();
  const [response] = await once(asked, "response");
  response.resume();
  expect(response.statusCode).toBe(status);
});

test("the page server knows its files, and no others", async () => {
  const { page, cookie } = await openedPage();
  for (const name of ["page.js", "style.css", "icon.svg"]) {
    expect((await get(page + name, { cookie })).status).toBe(200);
  }
  for (const name of ["page.ts", "../page.js", "%2e%2e/main.ts", "talk", "constructor"]) {
    expect((await get(page + name, { cookie })).status, name).toBeGreaterThanOrEqual(403);
  }
  expect((await get(page, { cookie }, "POST")).status).toBe(405);
});

test("the page server listens to nobody who came by another name, or from another page", async () => {
  const { page, cookie, origin } = await openedPage();
  const { port } = new URL(origin);
  for (const host of [
    `localhost.evil.example:${port}`,
    `evil.example:${port}`,
    "127.0.0.1",
    `127.0.0.1:${port}0`,
  ]) {
    expect((await get(page, { cookie, host })).status, host).toBe(403);
  }
  for (const from of [
    "null",
    "http://evil.example",
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
  ]) {
    expect((await get(page, { cookie, origin: from })).status, from).toBe(403);
  }
});

test("the page server leads whoever typed localhost to its one address", async () => {
  const { origin } = new URL(fake.page.newAddress());
  const { port } = new URL(origin);
  const typed = await get(`${origin}/?key=a`, { host: `LocalHost:${port}` });
  expect([typed.status, typed.headers.location]).toEqual([303, `${origin}/?key=a`]);
  const host = `localhost:${port}`;
  const foreign = await get(origin, { host, origin: "http://evil.example" });
  expect(foreign.status).toBe(403);
  const asked = request({
    port,
    host: "127.0.0.1",
    path: "http://evil.example/",
    headers: { host },
  });
  const [absolute] = await once(asked.end(), "response");
  absolute.resume();
  expect([absolute.statusCode, absolute.headers.location]).toEqual([403, undefined]);
});

test("the page server bears the cookies of all other programs on this machine", async () => {
  const { page, cookie } = await openedPage();
  const others = Array.from({ length: 170 }, (_, index) => `other-${index}=${"x".repeat(4_000)}`);
  expect((await get(page, { cookie: [...others, cookie].join("; ") })).status).toBe(200);
  const tooMany = await get(page, { cookie: [...others, ...others].join("; ") });
  expect(tooMany.status).toBe(431);
  expect(tooMany.body).toMatch(/cookies.*from other programs on this machine/);
});

test("the page server takes the port that it is told, or the next free one", async () => {
  const first = await openFakePage();
  const port = Number(new URL(first.page.newAddress()).port);
  const second = await openFakePage({ pagePort: port });
  expect(Number(new URL(second.page.newAddress()).port)).not.toBe(port);
  await first.page.close();
  const third = await openFakePage({ pagePort: port });
  expect(Number(new URL(third.page.newAddress()).port)).toBe(port);
  await Promise.all([second.page.close(), third.page.close()]);
});

test("the page server keeps its page out of caches and frames, and lets no foreign script run", async () => {
  const { page, cookie } = await openedPage();
  const { headers } = await get(page, { cookie });
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
  });
  const policy = headers["content-security-policy"];
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain("unsafe");
});

test("the page server opens a WebSocket for its own page only", async () => {
  const { page, cookie, origin } = await openedPage();
  const strangers: Record<string, string>[] = [
    { origin },
    { cookie },
    { cookie, origin: "http://evil.example" },
    { cookie, origin: "null" },
    { cookie, origin, host: "evil.example" },
    { cookie: "chat=guess", origin },
  ];
  for (const headers of strangers) {
    const [error] = await once(talk(page, headers), "error");
    expect(error.message, JSON.stringify(headers)).toBe("Unexpected server response: 403");
  }
  const [error] = await once(talk(`${page}x`, { cookie, origin }), "error");
  expect(error.message).toBe("Unexpected server response: 403");

  const socket = talk(page, { cookie, origin });
  const [first] = await once(socket, "message");
  const messages: ToPage[] = JSON.parse(String(first));
  expect(messages[0]).toEqual({ type: "welcome", address: "127.0.0.1:9090", encryption: "FC1" });
  socket.close();
  await once(socket, "close");
});

test.each([
  ["an unknown message", '{"type":"shout"}', 1_008],
  ["bytes", Buffer.from('{"type":"older"}'), 1_008],
  [
    "a message that is too long",
    JSON.stringify({ type: "say", text: "x".repeat(MAX_FROM_PAGE_BYTES) }),
    1_009,
  ],
])("the page server closes a page that says %s", async (_what, said, code) => {
  const { page, cookie, origin } = await openedPage();
  const socket = talk(page, { cookie, origin });
  await once(socket, "open");
  socket.send(said);
  expect((await once(socket, "close"))[0]).toBe(code);
});

test("a second page takes the place of the first", async () => {
  const { page, cookie, origin } = await openedPage();
  const first = talk(page, { cookie, origin });
  await once(first, "open");
  const closed = once(first, "close");
  const second = talk(page, { cookie, origin });
  expect((await closed)[0]).toBe(4_001);
  second.send('{"type":"search","text":"from the second"}');
  second.close();
  await once(second, "close");
  expect(fake.chats.at(-1)?.asked).toContain("search from the second");
});

test("the page server ends though somebody who was refused holds the connection open", async () => {
  const { page } = await openFakePage();
  const { host, hostname, port } = new URL(page.newAddress());
  const stranger = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  stranger.write(
    `GET /talk HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  const [answer] = await once(stranger, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 403 /);
  await page.close();
  stranger.destroy();
});
