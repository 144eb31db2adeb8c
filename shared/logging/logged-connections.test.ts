import { afterEach, expect, test, vi } from "vitest";
import { ProtocolError } from "../process/errors.ts";
import { connectedPair } from "../testing/connected-pair.ts";
import { logTo } from "./log.ts";
import { logLine } from "./log-line.ts";
import { type ConnectionHandler, loggedConnections } from "./logged-connections.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the log tells of these connections, one after the other, without the times. */
async function told(...handlers: ConnectionHandler[]): Promise<string[]> {
  const lines: string[] = [];
  const log = logTo((...line) => lines.push(logLine(new Date(), ...line).replace(/^\S+ /, "")));
  const handle = loggedConnections(log);
  for (const handler of handlers) {
    const { client, server } = await connectedPair();
    await handle(server, handler);
    expect(server.destroyed).toBe(true);
    client.destroy();
  }
  return lines.map((line) => line.replace(/:\d+$/, ":PORT"));
}

test("loggedConnections() counts the clients and tells how they come and go", async () => {
  const hosts: string[] = [];
  const handler: ConnectionHandler = async ({ log, host, number }) => {
    hosts.push(`${number} ${host}`);
    log.info("hello");
    return "exit";
  };
  expect(await told(handler, handler)).toEqual([
    "info connected connection=1 peer=127.0.0.1:PORT",
    "info hello connection=1",
    "info disconnected connection=1 why=exit",
    "info connected connection=2 peer=127.0.0.1:PORT",
    "info hello connection=2",
    "info disconnected connection=2 why=exit",
  ]);
  expect(hosts).toEqual(["1 127.0.0.1", "2 127.0.0.1"]);
});

test.each([
  [new ProtocolError("a line is too long"), 'warn why=protocol error="a line is too long"'],
  [systemError("ECONNRESET"), "warn why=reset"],
  [systemError("EPIPE"), "warn why=reset"],
  [systemError("ETIMEDOUT"), "warn why=lost code=ETIMEDOUT"],
])("loggedConnections() tells of %o", async (error, expected) => {
  const [, line = ""] = await told(() => Promise.reject(error));
  expect(line.replace("disconnected connection=1 ", "")).toBe(expected);
});

test("loggedConnections() shows a fault of the program on standard error as well", async () => {
  const shown = vi.spyOn(console, "error").mockImplementation(() => {});
  const fault = new TypeError("no such\nmethod");
  const [, line] = await told(() => Promise.reject(fault));
  expect(line).toBe(
    'error disconnected connection=1 why=fault error="TypeError: no such\\nmethod"',
  );
  expect(shown).toHaveBeenCalledExactlyOnceWith(fault);
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
