/** The two programs of part b, as processes, with a line between them that breaks. */
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../../shared/net/listen.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { Program } from "../testing/programs.ts";

/** Passes on what comes to its port; `cut` resets all of it. */
async function openLine(port: number): Promise<{ port: number; cut(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {}).pipe(to);
    }
  });
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    sockets.clear();
  };
  onTestFinished(() => {
    server.close();
    cut();
  });
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  return { port: address.port, cut };
}

test("a user talks to the operator, loses the connection, comes back, and leaves", async () => {
  const data = temporaryFolder();
  const flags = ["--port", "0", "--data", join(data, "server"), "--scrypt-ln", "10"];
  const server = new Program("b-accounts/server.ts", flags);
  onTestFinished(() => void server.stop());
  const port = Number(await server.said(/^listening on .*:(\d+)$/));
  const line = await openLine(port);

  const client = new Program(
    "b-accounts/client.ts",
    ["--port", String(line.port), "--data", join(data, "client"), "--action", "register"],
    { LAB_NAME: "ada", LAB_PASSWORD: "correct horse" },
  );
  onTestFinished(() => void client.stop());
  client.type("hello");
  await server.said(/^talking to ada$/);
  await server.said(/^received 5 bytes: hello$/);
  line.cut();
  await server.said(/^lost ada$/);
  await server.said(/^talking to ada$/);
  client.type("are you there?");
  await server.said(/^received 14 bytes: are you there\?$/);
  server.type("yes");
  await client.said(/^yes$/);
  client.type("exit");
  await server.said(/^left ada$/);
  expect(await server.stop()).toBe(0);
});
