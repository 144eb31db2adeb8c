/** Exercise 06.2: one address has one name in the file, whatever happens at once or in between. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { readText, tellFile } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { killAfter } from "../../../core/kill-after.ts";
import { exactly, TextForm } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { sendAtOnce } from "../../../players/at-once.ts";
import { NOT_YET_ON_DISK, namesFile } from "./causes.ts";
import {
  clientFrom,
  expectGreeting,
  expectKeptAside,
  expectKnown,
  expectQuestion,
  expectRow,
  HEADER,
  LATE_ROW_MS,
  meet,
  NICE,
  ownNetwork,
  plainName,
  rowsOf,
  startOn,
} from "./helpers.ts";
import { KEPT, KNOWN, MET } from "./titles.ts";

// Questions, greetings and good-byes are taken in whatever words: checks of their own ask for the right ones.
const GREETING = new TextForm(
  '"nice to meet you, NAME" or "welcome back, NAME"',
  /^(.+?)[,:]? (\w+)[.!]?$/,
);

export const fileChecks = [
  check(
    "06.2",
    "one address has one name",
    { points: 2, needs: [MET], rule: "A name is stored." },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const clients: Peer[] = [];
      for (const voice of ["client A", "client B", "client C"]) {
        const client = await clientFrom(context, server, address, voice);
        await expectQuestion(client, "the question", "Nobody has answered it yet.");
        clients.push(client);
      }
      const given = clients.map((_client, at) => `${plainName(context)}${"xyz"[at]}`);
      sendAtOnce(server, clients, given.map(lineOf));
      const greetings: string[] = [];
      const names = new Set<string>();
      for (const client of clients) {
        const [, greeting = "", name = ""] = await client.expectLine(GREETING, "the greeting");
        greetings.push(greeting);
        names.add(name);
      }
      const firsts = greetings.filter((greeting) => greeting === NICE).length;
      const rows = rowsOf(context, server).filter(([cell]) => cell === address);
      if (names.size === 1 && firsts <= 1 && rows.length === 1) return;
      tellFile(context, namesFile(server));
      fail(
        `Three clients at one address answered at the same time: one name should count for all; ${firsts} were told "nice to meet you", with ${names.size} different names, and the file has ${rows.length} lines for the address.`,
        {
          general:
            "Between the look whether the address is known and the entry of its name, another client had its turn. Look and enter in one go, under one lock, then write to the disk.",
          node: "Between the look whether the address is known and the entry of its name, another client had its turn: an `await` stands between. Look and enter in one go, then wait for the disk.",
        },
      );
    },
  ),

  check(
    "06.2",
    "fifty new clients at once lose none",
    { points: 2, needs: [MET], rule: "a kill -9 from then on" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const people = Array.from({ length: 50 }, (_, at) => {
        return { address: `${network}.${at + 1}`, name: plainName(context) };
      });
      const clients: Peer[] = [];
      for (const { address } of people) {
        const client = await clientFrom(context, server, address, `client ${clients.length + 1}`);
        await expectQuestion(client, "the question");
        clients.push(client);
      }
      sendAtOnce(
        server,
        clients,
        people.map(({ name }) => lineOf(name)),
      );
      for (const [at, client] of clients.entries()) {
        await expectGreeting(client, people[at]?.name ?? "", "the greeting", AT_ONCE);
      }
      const missing = () => {
        const text = readText(namesFile(server));
        return people.filter(({ name }) => !text.includes(name)).length;
      };
      const lost = missing();
      if (lost > 0) {
        tellFile(context, namesFile(server));
        fail(
          `Fifty clients were greeted, so names.csv should have a line for each; ${lost} lines are missing.`,
          await causeOfMissingRows(missing),
        );
      }
      for (const { address, name } of people)
        await expectRow(context, server, [address, name], AT_ONCE);
    },
  ),

  check(
    "06.2",
    KEPT,
    { points: 2, needs: [KNOWN], rule: "At the start, the names in the file are known" },
    async (context) => {
      const first = await context.ownServer();
      const network = ownNetwork(context);
      const name = plainName(context);
      (await meet(context, first, `${network}.7`, name)).close();
      await first.program.askToStop("SIGTERM");
      await first.program.expectStatus(0, "after SIGTERM");
      const second = await context.ownServer("--data", first.program.data);
      const cause =
        "It stands in the file. At the start the file is read, and what is in it is known; it is not made anew.";
      await expectKnown(context, second, `${network}.7`, name, cause);
      await meet(context, second, `${network}.8`, name);
      await expectRow(
        context,
        second,
        [`${network}.7`, name],
        "A new name is added to the old ones.",
      );
    },
  ),

  check(
    "06.2",
    "kill -9 loses no name that was greeted",
    { points: 2, needs: [KEPT], rule: "a kill -9 from then on" },
    async (context) => {
      const first = await context.ownServer();
      const network = ownNetwork(context);
      const people: { address: string; client: Peer; name: string }[] = [];
      for (let at = 1; at <= 30; at++) {
        const address = `${network}.${at}`;
        const client = await clientFrom(context, first, address, `client ${at}`);
        await expectQuestion(client, "the question");
        people.push({ address, client, name: plainName(context) });
      }
      await killAfter(first, async () => {
        for (const { client, name } of people) client.send(`${name}\n`);
        await people[context.random.integer(0, 9)]?.client.untilBytes(1);
      });
      for (const { client } of people) await client.untilBytes(Number.POSITIVE_INFINITY); // to its end
      const greeted = people.filter(({ client, name }) => client.received.includes(`${name}\n`));
      context.eventLog.tell("grader", `${greeted.length} of 30 clients had been greeted`);
      const second = await context.ownServer("--data", first.program.data);
      for (const { address, name } of greeted) {
        await expectKnown(context, second, address, name, NOT_YET_ON_DISK);
      }
    },
  ),

  check(
    "06.2",
    "a file that is empty or missing is no trouble",
    { needs: [KEPT], rule: "At the start, the names in the file are known" },
    async (context) => {
      const data = context.dataFolder();
      writeFileSync(join(data, "names.csv"), "");
      const cause = "An empty file has no first line, and no names. That is no error.";
      const server = await startOn(context, data, cause);
      const address = `${ownNetwork(context)}.7`;
      const name = plainName(context);
      await meet(context, server, address, name);
      await expectRow(context, server, [address, name], cause);
    },
  ),

  check(
    "06.2",
    "damaged lines are moved aside, and the others used",
    { needs: [KEPT], rule: "At the start, the names in the file are known" },
    async (context) => {
      const data = context.dataFolder();
      const network = ownNetwork(context);
      const [first, last] = [plainName(context), plainName(context)];
      const damaged = [`${network}.2`, `${network}.3,a,b`, `${network}.4,"open`, ""];
      const lines = [`${network}.1,${first}`, ...damaged, `${network}.9,${last}`];
      writeFileSync(join(data, "names.csv"), `${HEADER}${lines.join("\n")}\n`);
      tellFile(context, join(data, "names.csv"));
      const server = await startOn(context, data, DAMAGED);
      await expectKnown(context, server, `${network}.1`, first, DAMAGED);
      await expectKnown(context, server, `${network}.9`, last, DAMAGED);
      const rows = rowsOf(context, server).map(([address]) => address);
      if (rows.join() !== `${network}.1,${network}.9`) {
        tellFile(context, namesFile(server));
        fail(
          "names.csv should hold the lines that can be read, and no others; it does not.",
          DAMAGED,
        );
      }
      expectKeptAside(data, Buffer.from(`${network}.4,"open`), "the damaged lines");
    },
  ),

  check(
    "06.2",
    "a second server on the same data is refused",
    { needs: [MET], rule: "A start that fails" },
    async (context) => {
      const { program } = await context.ownServer();
      const second = context.startServer(
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--data",
        program.data,
      );
      const cause =
        "Two servers that write into one file undo each other's work. The first one locks the folder; the lock must not outlive it.";
      await expectOneErrorLine(
        second,
        "because another server uses the folder",
        program.data,
        cause,
      );
    },
  ),

  check(
    "06.2",
    "show file and clear file",
    { points: 2, needs: [MET], rule: "The server takes commands" },
    async (context) => {
      const server = await context.ownServer();
      const address = `${ownNetwork(context)}.7`;
      const name = plainName(context);
      (await meet(context, server, address, name)).close();
      server.program.type("show file\n");
      const shown = 'the file\'s lines after "show file"';
      await server.program.expectLine(exactly("address,name"), shown);
      const line = new RegExp(`^"?${RegExp.escape(address)}"?,"?${name}"?$`);
      await server.program.expectLine(line, shown);
      server.program.type("clear file\nshow file\nexit\n");
      const cause = "`exit` on the console stops the server, in the way of SIGTERM.";
      await server.program.expectStatus(0, 'after "exit" on its console', cause);
      const shownLines = server.program.lines().filter((one) => line.test(one));
      const isEmpty = readText(namesFile(server)) === HEADER;
      if (shownLines.length !== 1 || !isEmpty) {
        tellFile(context, namesFile(server));
        fail(
          "After clear file nobody should stand in the file, nor be shown; somebody is.",
          isEmpty
            ? STILL_KNOWN
            : "Commands are done one after the other: the file must be empty before the next one looks.",
        );
      }
      expectAuditLine(context, server);
    },
  ),

  check(
    "06.2",
    "whoever was cleared is asked again",
    { needs: [MET], rule: "The server takes commands" },
    async (context) => {
      const server = await context.ownServer();
      const address = `${ownNetwork(context)}.7`;
      await meet(context, server, address, plainName(context));
      server.program.type("clear file\nshow file\n");
      await server.program.expectLine(exactly("address,name"), 'the first line after "show file"');
      const client = await clientFrom(context, server, address);
      await expectQuestion(client, "the question after clear file", STILL_KNOWN);
      const name = plainName(context);
      client.send(`${name}\n`);
      await expectGreeting(client, name, "the greeting after clear file");
      await expectRow(
        context,
        server,
        [address, name],
        "It went into the old file, which has lost its name: after a rename, open the new one.",
      );
    },
  ),
];

const STILL_KNOWN =
  "The file is empty, but the server still knows the name: its memory was not cleared.";

const AT_ONCE =
  "Another client has written over it. Two read the whole file, each adds its line, each writes the file back, and the second undoes the first. Only add lines at the end, or let one finish before the next begins.";

const DAMAGED =
  "One line that cannot be read is one line: the server starts, uses the others, and keeps the damaged ones in a file beside.";

function lineOf(text: string): string {
  return `${text}\n`;
}

/** Why rows are not in the file: they are written later, or never. */
async function causeOfMissingRows(missing: () => number): Promise<string> {
  const end = performance.now() + LATE_ROW_MS;
  while (missing() > 0 && performance.now() < end) await pause(10);
  return missing() > 0 ? AT_ONCE : NOT_YET_ON_DISK;
}

/** Who throws data away leaves a trace. */
function expectAuditLine(context: CheckContext, { program }: RunningServer): void {
  const log = join(program.data, "server.log");
  const audits = readText(log)
    .split("\n")
    .filter((line) => line.includes("file-cleared"));
  if (audits.length === 1) return;
  tellFile(context, log);
  fail(
    `server.log should hold one line with "file-cleared"; it holds ${audits.length}.`,
    "Without a trace nobody can tell a file that was cleared from one that was lost.",
  );
}
