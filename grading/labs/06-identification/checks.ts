/** What is asked of lab 06: who is at which address, kept in a file that outlives everything. The rules stand in its README. */

import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { listenOnIPv6 } from "../../core/addresses.ts";
import { CR_KEPT, causeOfMissingAnswers, SHARED_STATE } from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { readText, tellFile } from "../../core/data-file.ts";
import { fail, NotJudged } from "../../core/failure.ts";
import { killAfter } from "../../core/kill-after.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { beginningWith, exactly, TextForm } from "../../core/patterns.ts";
import type { Cause, Peer } from "../../core/peer.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { expectOneErrorLine } from "../../core/start-failure.ts";
import { sendAtOnce } from "../../players/at-once.ts";
import { quote } from "../../report/shown.ts";

const check = checksOf("06-identification");

const ASKED = "a stranger is asked who it is";
const MET = "a stranger gives a name, and is greeted";
const KNOWN = "a client whose address is known is not asked again";
const KEPT = "names outlive a restart";
const ODD = "an odd name is kept whole";

const HEADER = "address,name\n";

// Questions, greetings and good-byes are taken in whatever words: checks of their own ask for the right ones.

const GREETING = new TextForm(
  '"nice to meet you, NAME" or "welcome back, NAME"',
  /^(.+?)[,:]? (\w+)[.!]?$/,
);

const QUESTION = new TextForm(
  '"who are you, ADDRESS?"',
  /^(?!.*\b(?:nice to meet|welcome|cannot use)\b)(?=.*\S)/iu,
);

const GOOD_BYE = new TextForm('"good-bye"', /^(?!exit\r?$)(?=.*\S)/);

/** A row that is written behind the greeting is there by then, in milliseconds. */
const LATE_ROW_MS = 1_000;

/** Bytes that end in the middle of a letter: the tear goes where it likes. */
const TORN_NAME = Buffer.from("Влад").subarray(0, 7);

check("06.1", ASKED, { points: 2, rule: "who are you, ADDRESS?" }, async (stage) => {
  const client = await visitor(stage, await stage.server(), `${ownNetwork(stage)}.7`);
  await expectQuestion(client, "the question to a stranger");
});

check(
  "06.1",
  "the question names the address, and no port",
  { needs: [ASKED], rule: "A client's address is its IP address" },
  async (stage) => {
    const address = `${ownNetwork(stage)}.7`;
    const client = await visitor(stage, await stage.server(), address);
    const words = `who are you, ${address}?\n`;
    await client.expectBytes(words, "the question to a stranger", badQuestion);
  },
);

check(
  "06.1",
  "an IPv4 client of an IPv6 server is the same",
  { needs: [ASKED], rule: "A client's address is its IP address" },
  async (stage) => {
    const server = await serverOnBoth(stage);
    const address = `${ownNetwork(stage)}.7`;
    const client = await visitor(stage, server, address);
    await client.expectLine(holding(address), "the question to an IPv4 client", badQuestion);
  },
);

check(
  "06.1",
  "an IPv6 client has an address too",
  { needs: [ASKED], rule: "A client's address is its IP address" },
  async (stage) => {
    const server = await serverOnBoth(stage);
    const { port } = server.address;
    const client = await stage.connect({ ...server, address: { host: "::1", port } });
    const cause = "::1 is a whole address: there is nothing to take off it.";
    await client.expectLine(holding("::1"), "the question to an IPv6 client", cause);
  },
);

check(
  "06.1",
  "a client at the question holds up nobody",
  { needs: [ASKED], rule: "Nobody holds up anybody" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const silent = await visitor(stage, server, `${network}.7`, "silent client");
    await expectQuestion(silent, "the question");
    const client = await visitor(stage, server, `${network}.8`, "client B");
    const cause =
      "While one client thinks about its name, the others wait: each visit needs its own course, and must not wait for the one before.";
    await expectQuestion(client, "the question to the next client", cause);
    silent.expectNothing("the silent client should get nothing more");
  },
);

check(
  "06.1",
  "leaving at the question stores nothing",
  { needs: [ASKED], rule: "The answer exit ends the visit" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const ways: [string, (client: Peer) => void | Promise<void>][] = [
      ["leaves (FIN)", async (client) => await leave(client)],
      ["is reset", (client) => client.reset()],
      ["says exit", async (client) => await leave(client, "exit\n")],
    ];
    for (const [way, depart] of ways) {
      const client = await visitor(stage, server, address);
      const what = `the question, before the client ${way}`;
      await expectQuestion(client, what, NO_ANSWER);
      await depart(client);
    }
    const client = await visitor(stage, server, address, "the next client");
    await expectQuestion(client, "the question again", NO_ANSWER);
    expectNoRow(stage, server, address, NO_ANSWER);
  },
);

check(
  "06.1",
  "the client shows what the server says",
  { points: 2, needs: [ASKED], rule: "It prints what the server says" },
  async (stage) => {
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    const server = await listener.accept(client);
    await server.sendInPieces("who are you, 127.0.0.1?\n", [5, 1, 8]);
    await client.expectOutput("who are you, 127.0.0.1?\n", "the question");
    client.type("Ada\n");
    await server.expectBytes("Ada\n", "the name that was typed");
    server.send("nice to meet you, Ada\n");
    await client.expectOutput(
      "who are you, 127.0.0.1?\nnice to meet you, Ada\n",
      "the question and the greeting",
    );
    server.endSending();
    const cause =
      "The server has left: the client has nobody to talk to, though its input is open.";
    await client.expectStatus(0, "after the server had ended its side", cause);
  },
);

check(
  "06.1",
  "the client comes from the address that it is told",
  { needs: [ASKED], rule: "The client takes --host" },
  async (stage) => {
    const address = `${ownNetwork(stage)}.7`;
    const listener = await stage.listen();
    const client = stage.client(listener.address, "--from", address);
    const server = await listener.accept(client);
    if (server.otherHost !== address) {
      fail(
        `The client should come from ${address}; it came from ${server.otherHost}.`,
        "`connect` takes the client's own address as `localAddress`.",
      );
    }
  },
);

check(
  "06.1",
  "an address that is not this machine's is told",
  { needs: [ASKED], rule: "The client takes --host" },
  async (stage) => {
    const listener = await stage.listen();
    // An address for documentation (RFC 5737): no machine has it.
    const client = stage.client(listener.address, "--from", "203.0.113.4");
    const cause =
      "Whoever asks for one address, and gets another, is not told the truth. Say that it fails.";
    await expectOneErrorLine(
      client,
      "because it cannot come from 203.0.113.4",
      "203.0.113.4",
      cause,
    );
  },
);

check("06.2", MET, { needs: [ASKED], rule: "A name is stored." }, async (stage) => {
  const server = await stage.server();
  const address = `${ownNetwork(stage)}.7`;
  await meet(stage, server, address, plainName(stage));
});

check(
  "06.2",
  "a visit leaves no listener behind",
  { needs: [MET], rule: "leaves a listener behind" },
  async (stage) => {
    const server = await stage.ownServer();
    const network = ownNetwork(stage);
    const first = await meet(stage, server, `${network}.100`, plainName(stage));
    await manyTimes(async () => {
      first.send("hello\n");
      await first.expectBytes("hello\n", "the answer to a line");
    });
    await manyTimes(async (count) => {
      const next = await meet(stage, server, `${network}.${count}`, plainName(stage));
      next.close();
    });
    expectNoListenersLeft(server.program);
  },
);

check(
  "06.2",
  KNOWN,
  { needs: [MET], rule: "To a client whose address is known" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const name = plainName(stage);
    (await meet(stage, server, address, name)).close();
    await expectKnown(stage, server, address, name, "The name was given a moment ago.");
  },
);

check(
  "06.2",
  "a stranger and an acquaintance are greeted in different words",
  { needs: [KNOWN], rule: "To a client whose address is known" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const name = plainName(stage);
    const stranger = await visitor(stage, server, address);
    await expectQuestion(stranger, "the question to a stranger");
    stranger.send(`${name}\n`);
    await stranger.expectBytes(nice(name), "the greeting of a stranger", OTHER_WORDS);
    stranger.close();
    const known = await visitor(stage, server, address);
    await known.expectBytes(
      `welcome back, ${name}\n`,
      "the greeting of a known client",
      OTHER_WORDS,
    );
  },
);

check(
  "06.2",
  "a name that was greeted is in the file",
  { needs: [MET], rule: "a kill -9 from then on" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const name = plainName(stage);
    await meet(stage, server, address, name);
    await expectRow(stage, server, [address, name], NOT_YET_ON_DISK, 0);
  },
);

check(
  "06.2",
  "after the greeting lines come back, and exit ends the visit",
  { needs: [MET], rule: "To a client whose address is known" },
  async (stage) => {
    const server = await stage.server();
    const client = await meet(stage, server, `${ownNetwork(stage)}.7`, plainName(stage));
    for (const line of ["hello", "", "  two  blanks ", "EXIT"]) {
      client.send(`${line}\n`);
      const what = `the line ${JSON.stringify(line)}, back after the greeting`;
      await client.expectBytes(`${line}\n`, what, EVERY_LINE);
    }
    client.send("exit\n");
    await client.expectBytes("good-bye\n", "the answer to exit");
    const cause = "The good-bye is the last word: end your side behind it.";
    await client.expectEnd("after the good-bye the server ends its side", cause);
  },
);

check(
  "06.2",
  "the name may come in pieces",
  { needs: [MET], rule: "Both sides send lines" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const name = plainName(stage);
    const pieces = await visitor(stage, server, `${network}.7`, "client A");
    await expectQuestion(pieces, "the question");
    await pieces.sendInPieces(`${name}\n`, [1, 2, 3]);
    await expectGreeting(pieces, name, "the greeting after a name in pieces", PIECES);
    const joined = await visitor(stage, server, `${network}.8`, "client B");
    joined.send(`${name}\nhello\nexit\n`);
    await expectQuestion(joined, "the question");
    await expectGreeting(joined, name, "the greeting after a name and two lines", PIECES);
    await joined.expectBytes("hello\n", "the first line, back after the greeting", PIECES);
    await joined.expectLine(GOOD_BYE, "the answer to exit, which came in the same chunk", PIECES);
  },
);

check(
  "06.2",
  "a line may end with CR LF",
  { needs: [MET], rule: "Both sides send lines" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const silent = await visitor(stage, server, `${network}.7`, "client A");
    await expectQuestion(silent, "the question");
    await leave(silent, "exit\r\n", CR_KEPT);
    const name = plainName(stage);
    const client = await visitor(stage, server, `${network}.8`, "client B");
    await expectQuestion(client, "the question");
    client.send(`${name}\r\nhello\r\nexit\r\n`);
    await expectGreeting(client, name, "the greeting after a name with CR LF", CR_KEPT);
    await client.expectBytes("hello\n", "a line with CR LF, back", CR_KEPT);
    await client.expectLine(GOOD_BYE, "the answer to exit with CR LF", CR_KEPT);
  },
);

check(
  "06.2",
  "another address is another client",
  { points: 2, needs: [MET], rule: "A client's address is its IP address" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const known = `${network}.10`;
    await meet(stage, server, known, plainName(stage));
    for (const address of [`${network}.1`, `${network}.100`, `${network}.101`, `${network}.11`]) {
      const client = await visitor(stage, server, address);
      const isStart = known.startsWith(address);
      const like = isStart ? `is the beginning of ${known}` : `begins like ${known}`;
      const cause = `${address} ${like}, which is known. Compare whole addresses: a Map does; \`startsWith\`, \`includes\` and a search in the file's text do not.`;
      await expectQuestion(client, `the question to ${address}`, cause);
    }
  },
);

check(
  "06.2",
  "clients that speak at the same time are kept apart",
  { needs: [MET], rule: "Both sides send lines" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const guests = [7, 8].map((host) => ({
      address: `${network}.${host}`,
      name: plainName(stage),
    }));
    const clients: Peer[] = [];
    for (const { address, name } of guests) {
      const client = await visitor(stage, server, address, `client ${"AB"[clients.length]}`);
      await expectQuestion(client, "the question", SHARED_STATE);
      client.send(name.slice(0, 3));
      await client.untilRead();
      clients.push(client);
    }
    for (const [at, client] of clients.entries()) {
      const { address, name } = guests[at] ?? { address: "", name: "" };
      client.send(`${name.slice(3)}\n`);
      const what =
        "the greeting, after a name whose halves came with another client's between them";
      await expectGreeting(client, name, what, SHARED_STATE);
      await expectRow(stage, server, [address, name], SHARED_STATE);
    }
  },
);

check(
  "06.2",
  "twenty thousand lines in one write all come back",
  { needs: [MET], rule: "Both sides send lines" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const client = await meet(stage, server, address, plainName(stage));
    const lines = "x\n".repeat(20_000);
    client.send(lines);
    await client.expectBytes(lines, "20,000 lines that came in one write", causeOfMissingAnswers);
  },
);

check(
  "06.2",
  "one address has one name",
  { points: 2, needs: [MET], rule: "A name is stored." },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const clients: Peer[] = [];
    for (const voice of ["client A", "client B", "client C"]) {
      const client = await visitor(stage, server, address, voice);
      await expectQuestion(client, "the question", "Nobody has answered it yet.");
      clients.push(client);
    }
    const given = clients.map((_client, at) => `${plainName(stage)}${"xyz"[at]}`);
    sendAtOnce(server, clients, given.map(lineOf));
    const greetings: string[] = [];
    const names = new Set<string>();
    for (const client of clients) {
      const [, greeting = "", name = ""] = await client.expectLine(GREETING, "the greeting");
      greetings.push(greeting);
      names.add(name);
    }
    const firsts = greetings.filter((greeting) => greeting === NICE).length;
    const rows = rowsOf(stage, server).filter(([cell]) => cell === address);
    if (names.size === 1 && firsts <= 1 && rows.length === 1) return;
    tellFile(stage, namesFile(server));
    fail(
      `Three clients at one address answered at the same time: one name should count for all; ${firsts} were told "nice to meet you", with ${names.size} different names, and the file has ${rows.length} lines for the address.`,
      {
        general:
          "Between the look whether the address is known and the entry of its name, another visit had its turn. Look and enter in one go, under one lock, then write to the disk.",
        node: "Between the look whether the address is known and the entry of its name, another visit had its turn: an `await` stands between. Look and enter in one go, then wait for the disk.",
      },
    );
  },
);

check(
  "06.2",
  "fifty first visits at once lose none",
  { points: 2, needs: [MET], rule: "a kill -9 from then on" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const guests = Array.from({ length: 50 }, (_, at) => {
      return { address: `${network}.${at + 1}`, name: plainName(stage) };
    });
    const clients: Peer[] = [];
    for (const { address } of guests) {
      const client = await visitor(stage, server, address, `client ${clients.length + 1}`);
      await expectQuestion(client, "the question");
      clients.push(client);
    }
    sendAtOnce(
      server,
      clients,
      guests.map(({ name }) => lineOf(name)),
    );
    for (const [at, client] of clients.entries()) {
      await expectGreeting(client, guests[at]?.name ?? "", "the greeting", AT_ONCE);
    }
    const missing = () => {
      const text = readText(namesFile(server));
      return guests.filter(({ name }) => !text.includes(name)).length;
    };
    const lost = missing();
    if (lost > 0) {
      tellFile(stage, namesFile(server));
      fail(
        `Fifty clients were greeted, so names.csv should have a line for each; ${lost} lines are missing.`,
        await causeOfMissingRows(missing),
      );
    }
    for (const { address, name } of guests)
      await expectRow(stage, server, [address, name], AT_ONCE);
  },
);

check(
  "06.2",
  KEPT,
  { points: 2, needs: [KNOWN], rule: "At the start, the names in the file are known" },
  async (stage) => {
    const first = await stage.ownServer();
    const network = ownNetwork(stage);
    const name = plainName(stage);
    (await meet(stage, first, `${network}.7`, name)).close();
    await first.program.askToStop("SIGTERM");
    await first.program.expectStatus(0, "after SIGTERM");
    const second = await stage.ownServer("--data", first.program.data);
    const cause =
      "It stands in the file. At the start the file is read, and what is in it is known; it is not made anew.";
    await expectKnown(stage, second, `${network}.7`, name, cause);
    await meet(stage, second, `${network}.8`, name);
    await expectRow(stage, second, [`${network}.7`, name], "A new name is added to the old ones.");
  },
);

check(
  "06.2",
  "kill -9 loses no name that was greeted",
  { points: 2, needs: [KEPT], rule: "a kill -9 from then on" },
  async (stage) => {
    const first = await stage.ownServer();
    const network = ownNetwork(stage);
    const guests: { address: string; client: Peer; name: string }[] = [];
    for (let at = 1; at <= 30; at++) {
      const address = `${network}.${at}`;
      const client = await visitor(stage, first, address, `client ${at}`);
      await expectQuestion(client, "the question");
      guests.push({ address, client, name: plainName(stage) });
    }
    await killAfter(first, async () => {
      for (const { client, name } of guests) client.send(`${name}\n`);
      await guests[stage.random.integer(0, 9)]?.client.untilBytes(1);
    });
    for (const { client } of guests) await client.untilBytes(Number.POSITIVE_INFINITY); // to its end
    const greeted = guests.filter(({ client, name }) => client.received.includes(`${name}\n`));
    stage.story.tell("grader", `${greeted.length} of 30 clients had been greeted`);
    const second = await stage.ownServer("--data", first.program.data);
    for (const { address, name } of greeted) {
      await expectKnown(stage, second, address, name, NOT_YET_ON_DISK);
    }
  },
);

check(
  "06.2",
  "a file that is empty or missing is no trouble",
  { needs: [KEPT], rule: "At the start, the names in the file are known" },
  async (stage) => {
    const data = stage.dataFolder();
    writeFileSync(join(data, "names.csv"), "");
    const cause = "An empty file has no first line, and no names. That is no error.";
    const server = await startOn(stage, data, cause);
    const address = `${ownNetwork(stage)}.7`;
    const name = plainName(stage);
    await meet(stage, server, address, name);
    await expectRow(stage, server, [address, name], cause);
  },
);

check(
  "06.2",
  "damaged lines are moved aside, and the others used",
  { needs: [KEPT], rule: "At the start, the names in the file are known" },
  async (stage) => {
    const data = stage.dataFolder();
    const network = ownNetwork(stage);
    const [first, last] = [plainName(stage), plainName(stage)];
    const damaged = [`${network}.2`, `${network}.3,a,b`, `${network}.4,"open`, ""];
    const lines = [`${network}.1,${first}`, ...damaged, `${network}.9,${last}`];
    writeFileSync(join(data, "names.csv"), `${HEADER}${lines.join("\n")}\n`);
    tellFile(stage, join(data, "names.csv"));
    const server = await startOn(stage, data, DAMAGED);
    await expectKnown(stage, server, `${network}.1`, first, DAMAGED);
    await expectKnown(stage, server, `${network}.9`, last, DAMAGED);
    const rows = rowsOf(stage, server).map(([address]) => address);
    if (rows.join() !== `${network}.1,${network}.9`) {
      tellFile(stage, namesFile(server));
      fail(
        "names.csv should hold the lines that can be read, and no others; it does not.",
        DAMAGED,
      );
    }
    expectKeptAside(data, Buffer.from(`${network}.4,"open`), "the damaged lines");
  },
);

check(
  "06.2",
  "a second server on the same data is refused",
  { needs: [MET], rule: "A start that fails" },
  async (stage) => {
    const { program } = await stage.ownServer();
    const second = stage.startServer("--host", "127.0.0.1", "--port", "0", "--data", program.data);
    const cause =
      "Two servers that write into one file undo each other's work. The first one locks the folder; the lock must not outlive it.";
    await expectOneErrorLine(second, "because another server uses the folder", program.data, cause);
  },
);

check(
  "06.2",
  "show file and clear file",
  { points: 2, needs: [MET], rule: "The server takes commands" },
  async (stage) => {
    const server = await stage.ownServer();
    const address = `${ownNetwork(stage)}.7`;
    const name = plainName(stage);
    (await meet(stage, server, address, name)).close();
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
      tellFile(stage, namesFile(server));
      fail(
        "After clear file nobody should stand in the file, nor be shown; somebody is.",
        isEmpty
          ? STILL_KNOWN
          : "Commands are done one after the other: the file must be empty before the next one looks.",
      );
    }
    expectAuditLine(stage, server);
  },
);

check(
  "06.2",
  "whoever was cleared is asked again",
  { needs: [MET], rule: "The server takes commands" },
  async (stage) => {
    const server = await stage.ownServer();
    const address = `${ownNetwork(stage)}.7`;
    await meet(stage, server, address, plainName(stage));
    server.program.type("clear file\nshow file\n");
    await server.program.expectLine(exactly("address,name"), 'the first line after "show file"');
    const client = await visitor(stage, server, address);
    await expectQuestion(client, "the question after clear file", STILL_KNOWN);
    const name = plainName(stage);
    client.send(`${name}\n`);
    await expectGreeting(client, name, "the greeting after clear file");
    await expectRow(
      stage,
      server,
      [address, name],
      "It went into the old file, which has lost its name: after a rename, open the new one.",
    );
  },
);

check(
  "06.3",
  ODD,
  { points: 2, needs: [KNOWN], rule: "Everything else is a name" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const names = [
      "Ada McDonald",
      "O'Brien, Anna; Jr.",
      'the "Countess"',
      "\",'",
      "__proto__",
      "constructor",
      "a|b c",
      `${stage.random.asciiWord()} é李 👩‍🔬`,
      "🐙".repeat(32),
    ];
    for (const [at, name] of names.entries()) {
      const address = `${network}.${at + 1}`;
      await meet(stage, server, address, name, ODD_NAME);
      await expectRow(stage, server, [address, name], SEPARATOR);
      await expectKnown(stage, server, address, name, ODD_NAME);
    }
  },
);

check(
  "06.3",
  "what is no name is refused, and asked for again",
  { points: 2, needs: [MET], rule: "Blanks at both ends are taken off" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    const client = await visitor(stage, server, address);
    await expectQuestion(client, "the question");
    for (const [what, bytes, cause] of NO_NAMES) {
      client.send(Buffer.concat([Buffer.from(bytes, "latin1"), Buffer.from("\n")]));
      await client.expectLine(
        beginningWith("cannot use that name: "),
        `the answer to ${what}`,
        cause,
      );
      await expectQuestion(client, "the question again");
    }
    expectNoRow(stage, server, address, "It was refused, but stored.");
    const name = plainName(stage);
    client.send(`${name}\n`);
    await expectGreeting(client, name, "the greeting, when a good name comes at last");
  },
);

check(
  "06.3",
  "a name has one form",
  { needs: [MET], rule: "Blanks at both ends are taken off" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const cases = [
      ["  Ada Lovelace ", "Ada Lovelace", "Blanks around a name are no part of it."],
      ["Jose\u0301", "José", COMPOSED],
      ["e\u0301".repeat(32), "é".repeat(32), `${COMPOSED} Count the letters after that.`],
    ] as const;
    for (const [at, [typed, name, cause]] of cases.entries()) {
      const client = await visitor(stage, server, `${network}.${at + 1}`);
      await expectQuestion(client, "the question");
      client.send(`${typed}\n`);
      await expectGreeting(client, name, `the greeting after ${JSON.stringify(typed)}`, cause);
      await expectRow(stage, server, [`${network}.${at + 1}`, name], cause);
    }
  },
);

check(
  "06.4",
  "no name in the file is a formula",
  { points: 2, needs: [ODD], rule: "Each record is one line" },
  async (stage) => {
    const server = await stage.server();
    const network = ownNetwork(stage);
    const names = ['=HYPERLINK("http://x.test")', "+1", "-1, or 1", "@SUM(A1)", "'quoted'"];
    for (const [at, name] of names.entries()) {
      const address = `${network}.${at + 1}`;
      await meet(stage, server, address, name, ODD_NAME);
      await expectRow(stage, server, [address, `'${name}`], FORMULA);
      await expectKnown(
        stage,
        server,
        address,
        name,
        "The guard belongs to the file, not to the name.",
      );
    }
  },
);

check(
  "06.4",
  "a backslash in a name is escaped",
  { needs: [ODD], rule: "Each record is one line" },
  async (stage) => {
    const server = await stage.server();
    const address = `${ownNetwork(stage)}.7`;
    await meet(stage, server, address, "C:\\new\\", ODD_NAME);
    const cause =
      "A backslash begins an escape in the file. One that belongs to the name is written as two: else reading makes a line end of its `\\n`.";
    await expectRow(stage, server, [address, "C:\\\\new\\\\"], cause);
  },
);

check(
  "06.5",
  "what stands guarded in the file is read back",
  { points: 2, needs: [KEPT], rule: "Each record is one line" },
  async (stage) => {
    const data = stage.dataFolder();
    const network = ownNetwork(stage);
    const cases = [
      ["'=1+1", "=1+1", "The guard is no part of the name."],
      ["''quoted'", "'quoted'", "One `'` is the guard, the next belongs to the name."],
      ["C:\\\\new", "C:\\new", "`\\\\` is one backslash; what follows it is no escape any more."],
      ["Jos\\u00e9", "José", "`\\u00e9` is the letter with that number."],
      ['"\'-1, or ""1"""', '-1, or "1"', "First the quotes of CSV come off, then the guard."],
    ] as const;
    const lines = cases.map(([cell], at) => `${network}.${at + 1},${cell}\n`);
    writeFileSync(join(data, "names.csv"), HEADER + lines.join(""));
    tellFile(stage, join(data, "names.csv"));
    const server = await startOn(stage, data, "Every line of it is as The wire says.");
    for (const [at, [, name, cause]] of cases.entries()) {
      await expectKnown(stage, server, `${network}.${at + 1}`, name, cause);
    }
  },
);

check(
  "06.6",
  "a torn last line is moved aside",
  { points: 2, needs: [KEPT], rule: "At the start, the names in the file are known" },
  async (stage) => {
    const data = stage.dataFolder();
    const network = ownNetwork(stage);
    const name = plainName(stage);
    const torn = Buffer.concat([Buffer.from(`${network}.2,`), TORN_NAME]);
    writeFileSync(join(data, "names.csv"), `${HEADER}${network}.1,${name}\n`);
    appendFileSync(join(data, "names.csv"), torn);
    tellFile(stage, join(data, "names.csv"));
    const first = await startOn(stage, data, TORN);
    await expectKnown(stage, first, `${network}.1`, name, TORN);
    await meet(stage, first, `${network}.2`, name, TORN);
    await meet(stage, first, `${network}.3`, name);
    await expectRow(stage, first, [`${network}.2`, name], TORN);
    await expectRow(stage, first, [`${network}.3`, name], TORN);
    expectKeptAside(data, torn, "the torn line");
  },
);

check(
  "06.6",
  "a torn first line is no trouble",
  { needs: [KEPT], rule: "At the start, the names in the file are known" },
  async (stage) => {
    const data = stage.dataFolder();
    writeFileSync(join(data, "names.csv"), "addr");
    const server = await startOn(stage, data, TORN);
    const address = `${ownNetwork(stage)}.7`;
    const name = plainName(stage);
    await meet(stage, server, address, name);
    await expectRow(stage, server, [address, name], TORN);
  },
);

const NICE = "nice to meet you";

const OTHER_WORDS: Cause = ({ received }) => causeOfOtherWords(received);

const EVERY_LINE =
  "Every line but `exit` comes back as it was: an empty one, one with blanks, and EXIT in capitals too.";
const NO_ANSWER =
  "Nobody has answered: nothing may be stored. The end of the stream is no answer, and `exit` is none.";
const PIECES = "The end of a chunk is not the end of a line. A name ends where its line ends.";
const NOT_YET_ON_DISK =
  'The server said "nice to meet you" before the name was in the file. First write, and wait until that is done; then greet.';
const STILL_KNOWN =
  "The file is empty, but the server still knows the name: its memory was not cleared.";
const AT_ONCE =
  "Another visit has written over it. Two read the whole file, each adds its line, each writes the file back, and the second undoes the first. Only add lines at the end, or let one finish before the next begins.";
const DAMAGED =
  "One line that cannot be read is one line: the server starts, uses the others, and keeps the damaged ones in a file beside.";
const TORN =
  "The last line has no line end: a crash tore it. What is written behind it is glued to it. Move it into another file first, then begin.";
const ODD_NAME =
  "People have such names. What stands in a name means nothing to the server: it is neither a separator, nor a key, nor code.";
const SEPARATOR =
  "A comma or a quote in a cell: the cell is put in quotes, and each quote in it is doubled (RFC 4180).";
const FORMULA =
  "A spreadsheet runs a cell that begins with = + - or @. A ' in front makes it text, and one in front of a ' keeps that apart from the guard.";
const COMPOSED = "`é` is one letter, or `e` and an accent: `normalize` makes one of both.";

/** What, its bytes as latin1, and what the mistake would be. */
const NO_NAMES: readonly (readonly [string, string, string])[] = [
  ["an empty line", "", "An empty line is no name."],
  ["blanks", " \t ", "Blanks are no name: nothing is to be seen."],
  ["a tab in a name", "a\tb", "A tab is a control character: it moves what stands behind it."],
  [
    "an escape code",
    "\x1b[31mred",
    "An escape code colours or clears the screen of whoever lists the names.",
  ],
  ["a NUL", "Ada\0", "A NUL is a control character."],
  ["a CR in the middle", "Ada\rGrace", "A CR in the middle writes over the line on a screen."],
  ["a line separator", utf8("a\u2028b"), "U+2028 ends a line, as LF does."],
  ["a turned name", utf8("\u202eadA"), "U+202E turns the direction of all that follows it."],
  ["a name of joiners", utf8("\u200d\u200d"), "It has letters, but nothing is to be seen."],
  [
    "bytes that are no UTF-8",
    "Vladi\xff",
    "What is no UTF-8 becomes U+FFFD: nobody is called that.",
  ],
  ["33 letters", "x".repeat(33), "A name has 32 letters at most."],
  ["10,000 letters", utf8("щ".repeat(10_000)), "A name has 32 letters at most."],
];

function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** The first three numbers of addresses that are this check's alone: the shared server forgets nobody. */
function ownNetwork(stage: Stage): string {
  if (process.platform !== "linux") {
    throw new NotJudged("it needs many loopback addresses, which only Linux has");
  }
  return `127.${stage.random.integer(1, 254)}.${stage.random.integer(0, 255)}`;
}

function lineOf(text: string): string {
  return `${text}\n`;
}

/** A name about which nothing is odd. */
function plainName(stage: Stage): string {
  const letters = Array.from({ length: 8 }, () => stage.random.pick([..."abcdefghijklmnoprstuvw"]));
  return letters.join("");
}

/** A client that comes from this address. */
function visitor(stage: Stage, server: RunningServer, localAddress: string, voice = "client") {
  return stage.connect(server, `${voice} (${localAddress})`, { localAddress });
}

/** Waits for the question; whether it names the right address is asked by a check of its own. */
async function expectQuestion(client: Peer, what: string, cause?: Cause): Promise<void> {
  await client.expectLine(QUESTION, what, cause);
}

/** Waits for a greeting: some plain words, and then just this name. */
async function expectGreeting(
  client: Peer,
  name: string,
  what: string,
  cause?: Cause,
): Promise<void> {
  const words = "[A-Za-z][a-z]*(?:[,:!] ?| )(?:[a-z]+(?:[,:!] ?| ))*";
  const pattern = new RegExp(`^${words}${RegExp.escape(name)}[.!]?$`, "u");
  await client.expectLine(
    new TextForm(`a greeting that ends with ${quote(name)}`, pattern),
    what,
    cause,
  );
}

/** A stranger comes and gives a name. */
async function meet(
  stage: Stage,
  server: RunningServer,
  address: string,
  name: string,
  cause?: string,
): Promise<Peer> {
  const client = await visitor(stage, server, address);
  await expectQuestion(client, "the question to a stranger", cause);
  client.send(`${name}\n`);
  await expectGreeting(client, name, `the greeting after "${name}"`, cause);
  return client;
}

/** Somebody comes back and is greeted by name. */
async function expectKnown(
  stage: Stage,
  server: RunningServer,
  address: string,
  name: string,
  cause: string,
): Promise<void> {
  const client = await visitor(stage, server, address);
  await expectGreeting(client, name, "the greeting of a known client", cause);
  client.close();
}

/** Ends this side, after some last words, and waits until the server has ended its own. */
async function leave(client: Peer, words = "", cause = NO_ANSWER): Promise<void> {
  if (words !== "") client.send(words);
  else client.endSending();
  await client.expectEnd("a client that leaves is left, too", cause);
}

/** A server on these files, however they look. */
async function startOn(stage: Stage, data: string, cause: string): Promise<RunningServer> {
  const program = stage.startServer("--host", "127.0.0.1", "--port", "0", "--data", data);
  try {
    return { program, address: await stage.announced(program) };
  } catch (error) {
    if (program.exit === undefined) throw error;
    return fail("The server should start with this file; it ended.", cause);
  }
}

/** A server that IPv6 and IPv4 clients reach, at the address for the latter. */
async function serverOnBoth(stage: Stage): Promise<RunningServer> {
  (await listenOnIPv6(stage)).close();
  const { program, address } = await stage.ownServer("--host", "::");
  return { program, address: { host: "127.0.0.1", port: address.port } };
}

/** A question with just this address in it: the other words are asked for by a check of their own. */
function holding(address: string): TextForm {
  const pattern = new RegExp(`(?<![\\w.:])${RegExp.escape(address)}(?![\\w.:])`);
  return new TextForm(quote(`who are you, ${address}?`), pattern);
}

function nice(name: string): string {
  return `${NICE}, ${name}\n`;
}

/** Nothing has been said: then it is no question of words. */
function causeOfOtherWords(received: Buffer): string | undefined {
  if (received.length === 0) return undefined;
  return `The server says ${quote(received.toString().trimEnd())}. It must say just the words of the page: other programs wait for them.`;
}

const badQuestion: Cause = ({ received }) => {
  const text = received.toString();
  if (text.includes("::ffff:")) {
    return "The system shows an IPv4 client of an IPv6 server as ::ffff:127.0.0.1. It is the same machine: one form for each address.";
  }
  if (/\d\.\d+:\d/.test(text)) {
    return "The port is another one at every visit: a client is known by its address alone.";
  }
  return received.includes("who are you, ") ? undefined : causeOfOtherWords(received);
};

function namesFile({ program }: RunningServer): string {
  return join(program.data, "names.csv");
}

/** The file's rows as they stand there, without the quotes of CSV; each line must be whole. */
function rowsOf(stage: Stage, server: RunningServer): string[][] {
  const text = readText(namesFile(server));
  const [header, ...lines] = text.split("\n");
  const last = lines.pop();
  if (header === "address,name" && last === "") return lines.map(cellsOf);
  tellFile(stage, namesFile(server), text);
  return fail(
    'names.csv should begin with the line "address,name", and each line should have its end; it does not.',
  );
}

/** The cells of one line (RFC 4180). */
function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^",]*)(?=,|$))/g)];
  return cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "");
}

/**
 * Requires that the file has one line for this address, and these cells in it.
 *
 * @param withinMs that it is there at once is asked for by a check of its own
 */
async function expectRow(
  stage: Stage,
  server: RunningServer,
  row: readonly string[],
  cause: string,
  withinMs = LATE_ROW_MS,
): Promise<void> {
  const rowsHere = () => rowsOf(stage, server).filter(([address]) => address === row[0]);
  const end = performance.now() + withinMs;
  while (rowsHere().length === 0 && performance.now() < end) await pause(10);
  const rows = rowsHere();
  if (rows.length === 1 && JSON.stringify(rows[0]) === JSON.stringify(row)) return;
  tellFile(stage, namesFile(server));
  fail(
    `names.csv should have one line for ${row[0]}, whose cells are ${JSON.stringify(row)} when the quotes are taken off; it has ${rows.length}${rows.length === 0 ? "" : `: ${JSON.stringify(rows[0])}`}.`,
    cause,
  );
}

/** Why rows are not in the file: they are written later, or never. */
async function causeOfMissingRows(missing: () => number): Promise<string> {
  const end = performance.now() + LATE_ROW_MS;
  while (missing() > 0 && performance.now() < end) await pause(10);
  return missing() > 0 ? AT_ONCE : NOT_YET_ON_DISK;
}

function expectNoRow(stage: Stage, server: RunningServer, address: string, cause: string): void {
  if (!readText(namesFile(server)).includes(`${address},`)) return;
  tellFile(stage, namesFile(server));
  fail(`names.csv should have no line for ${address}; it has one.`, cause);
}

/** Who throws data away leaves a trace. */
function expectAuditLine(stage: Stage, { program }: RunningServer): void {
  const log = join(program.data, "server.log");
  const audits = readText(log)
    .split("\n")
    .filter((line) => line.includes("file-cleared"));
  if (audits.length === 1) return;
  tellFile(stage, log);
  fail(
    `server.log should hold one line with "file-cleared"; it holds ${audits.length}.`,
    "Without a trace nobody can tell a file that was cleared from one that was lost.",
  );
}

/** Requires that these bytes are in a file beside names.csv, and not in that any more. */
function expectKeptAside(data: string, bytes: Buffer, what: string): void {
  const others = readdirSync(data).filter((name) => name.startsWith("names.csv."));
  if (others.some((name) => readFileSync(join(data, name)).includes(bytes))) return;
  fail(
    `A file names.csv.… in the data folder should hold ${what}; there is none that does.`,
    "What a program cannot read may be all that somebody has of it. It is moved aside, never thrown away.",
  );
}
