import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { listen } from "../../shared/net/listen.ts";
import { connectFrom, explainWay, fromSetting } from "./connect-from.ts";

/** The address that a server sees when a client connects like this. */
async function seenAddress(from: string): Promise<string | undefined> {
  const server = createServer();
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const socket = await connectFrom({ ...address, from });
  const [seen] = await accepted;
  const { remoteAddress } = seen;
  seen.destroy();
  socket.destroy();
  server.close();
  return remoteAddress;
}

test.skipIf(process.platform !== "linux")(
  "connectFrom() comes from the given address",
  async () => {
    expect(await seenAddress("127.0.0.2")).toBe("127.0.0.2");
  },
);

test("connectFrom() leaves the choice to the system when there is none", async () => {
  expect(await seenAddress("")).toBe("127.0.0.1");
});

test("connectFrom() throws when this machine does not have the address", async () => {
  // An address for documentation (RFC 5737): no machine has it.
  const way = { host: "127.0.0.1", port: 9, from: "203.0.113.4" };
  const error: unknown = await connectFrom(way).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "EADDRNOTAVAIL" });
  expect(explainWay(error, way)).toBe(
    "Cannot connect from 203.0.113.4: this machine does not have that address; leave --from away, or on Linux try 127.0.0.2",
  );
});

test("fromSetting takes an IP address or nothing", () => {
  expect(["", "127.0.0.2", "::1"].map((text) => fromSetting.parse(text).ok)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["localhost", "127.0.0", " 127.0.0.2"].map((text) => fromSetting.parse(text).ok)).toEqual([
    false,
    false,
    false,
  ]);
});
