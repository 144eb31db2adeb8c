/** What a server can do to the screen of a client, in a real terminal of tmux: nothing but to add text. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listen } from "../../shared/net/listen.ts";
import { hasTmux, openTerminal } from "../../shared/testing/open-terminal.ts";

const HOSTILE =
  "one\nfar\x1b[1;1Hnear \x1b]2;mine\x07\rover\b\x9b2J\u202eright\u2028\nlast é\t🙂\n";

/** Each has a `talk` of its own; labs 02, 04 and 06 have that of lab 01, and 07 and 08 print no raw bytes anywhere. */
const LABS = ["01-echo", "03-graceful-exit", "05-logging"];

test.skipIf(!hasTmux)("no server draws on the screen of a client", async () => {
  const server = createServer();
  const { port } = await listen(server, { host: "127.0.0.1", port: 0 });
  // The client of lab 05 keeps a log: in the terminal's own folder.
  const { tmux, type, rows } = openTerminal({ columns: 120, environment: { LAB_DATA: "." } });
  const title = () => tmux("display-message", "-p", "#{pane_title}");
  const before = title();
  for (const lab of LABS) {
    const connected = once(server, "connection", {
      signal: AbortSignal.timeout(20_000),
    }) as Promise<[Socket]>;
    const client = join(import.meta.dirname, "..", lab, "client.ts");
    type(`clear; '${process.execPath}' '${client}' --port ${port} 2>/dev/null`, "Enter");
    const [socket] = await connected;
    for (const byte of Buffer.from(HOSTILE)) socket.write(Uint8Array.of(byte));
    await expect.poll(() => rows().at(-1), { timeout: 20_000 }).toBe("last é  🙂");
    expect(rows().slice(-3, -1)).toEqual([
      "one",
      "far\\u001b[1;1Hnear \\u001b]2;mine\\u0007\\u000dover\\u0008\\u009b2J\\u202eright\\u2028",
    ]);
    socket.end();
    await expect.poll(() => rows().at(-1), { timeout: 20_000 }).toMatch(/^[$#]$/);
  }
  expect(title()).toBe(before);
  server.close();
});
