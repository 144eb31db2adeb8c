/** Right programs that do something a moment before or after the usual: a check must not depend on who is first. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { definitionsOf } from "../core/check.ts";
import { Session } from "../core/session.ts";

/** A server of lab 02, as far as these checks look: `left` is done when a client has left. */
const SERVER_02 = (threads: string, left: string) => `
  import { createServer } from "node:net";
  const port = Number(process.argv[process.argv.indexOf("--port") + 1]);
  let free = ${threads};
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const address = socket.remoteAddress + ":" + socket.remotePort;
    if (free === 0) {
      console.log("refused " + address + ": server full");
      return void socket.end("server full\\n");
    }
    const thread = free--;
    let number = 0;
    let rest = "";
    const answer = (line) => {
      const limit = /^primes (\\d+)$/.exec(line)?.[1];
      const text = limit === undefined ? line : "1 primes up to " + limit;
      const shown = "[thread " + thread + " line " + ++number + "] " + text + "\\n";
      setTimeout(() => socket.write(shown), limit === "50000000" ? 500 : 0);
    };
    socket.on("data", (chunk) => {
      const lines = (rest + chunk).split("\\n");
      rest = lines.pop();
      lines.forEach(answer);
      if (rest.length > 65536) socket.destroy();
    });
    socket.on("end", () => socket.end());
    socket.on("error", () => {});
    socket.on("close", () => { console.log("disconnected " + address); ${left} });
    console.log("connected " + address + " on thread " + thread);
  });
  server.listen(port, "127.0.0.1", () => console.log("listening on 127.0.0.1:" + server.address().port));
`;

test.each([
  {
    moment: "gives a thread back after it has said that its client left",
    title: "a thread is given back, however its client leaves",
    server: SERVER_02("1", "setTimeout(() => free++, 20)"),
  },
  {
    moment: "counts primes quicker than another client's lines arrive",
    title: "while one client computes, another is answered at once",
    server: SERVER_02("2", "free++"),
  },
])("lab 02: a server that $moment passes", async ({ title, server }) => {
  const folder = await mkdtemp(join(tmpdir(), "moments-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "server.mjs");
  await writeFile(file, server);
  const lab = "02-threaded-echo";
  const command = [process.execPath, file];
  const subject = { name: "a test", server: command, client: command };
  const all = await definitionsOf(lab);
  const definition = all.find((one) => one.title === title);
  if (definition === undefined) throw new Error(`there is no check "${title}"`);
  const alone = { ...definition, needs: [] };
  const session = await Session.open({ lab, subject, seed: 1, definitions: [alone] });
  onTestFinished(() => session.close());
  expect(await session.run(alone)).toMatchObject({ verdict: "passed" });
});
