/** Talks in lab 08 through a wire tap, and writes the page of what passed: see record-tap.sh. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { allLabs, findLab, type Lab, solutionFolder } from "../../course/labs.ts";
import { formOf } from "../../tap/form.ts";
import { Tap } from "../../tap/tap.ts";

/** Who says what, in turn. */
const TALK = [
  { side: "client", text: "hello, is anybody there?" },
  { side: "server", text: "yes: how are you?" },
  { side: "client", text: "très bien, merci" },
] as const;

const [page = "tap-08.html", data = "data"] = process.argv.slice(2);
const lab = lab08();

const server = start("server", "--port", "0", "--data", data);
const port = await portOf(server);
const turns = TALK.values();
const tap = await Tap.open({
  to: { host: "127.0.0.1", port },
  form: formOf(lab, allLabs()),
  // Each frame that has passed is the sign for the next one.
  show: ({ type }) => type === "unit" && sayNext(),
});
const client = start("client", "--port", String(tap.address.port));
await once(client, "exit");
server.kill("SIGTERM");
await once(server, "exit");
await tap.close();
const way = `Clients connect to a tap, which leads to the server at 127.0.0.1:${port}.`;
writeFileSync(page, tap.page(`Lab ${lab.number}: ${lab.title}`, [way]));

function lab08(): Lab {
  const found = findLab("08", allLabs());
  if (found === undefined) throw new Error("Cannot record: there is no lab 08");
  return found;
}

function start(side: "server" | "client", ...flags: string[]): ChildProcess {
  const file = join(solutionFolder(lab), `${side}.ts`);
  return spawn(process.execPath, [file, ...flags], { stdio: ["pipe", "pipe", "inherit"] });
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error("Cannot record: the server's output is not piped");
  for await (const line of createInterface({ input: stdout })) {
    const [, port] = /^listening on .*:(\d+)$/.exec(line) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error("Cannot record: the server did not listen");
}

function sayNext(): void {
  const { value: turn } = turns.next();
  if (turn === undefined) client.stdin?.end();
  else (turn.side === "client" ? client : server).stdin?.write(`${turn.text}\n`);
}
