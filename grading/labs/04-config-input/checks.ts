/** What is asked of lab 04: settings read with care, a port found, a word required. The rules stand in its README. */
import { formatAddress } from "../../../shared/net/address.ts";
import {
  elsewhere,
  listenerAt,
  listenOnIPv6,
  loopbackAddress,
  takePortsInARow,
} from "../../core/addresses.ts";
import {
  CR_KEPT,
  causeOfMissingAnswers,
  nameChange,
  RECURSION,
  SHARED_STATE,
} from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { fail, type LikelyCause, NotJudged, withCause } from "../../core/failure.ts";
import type { Listener } from "../../core/listener.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { deadlineMs } from "../../core/pace.ts";
import { exactly, startingWith, TextForm } from "../../core/patterns.ts";
import type { Peer, Seen } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { expectOneErrorLine, untilListeningOrEnd } from "../../core/start-failure.ts";
import { CLEAR_LINE, CTRL_C, CTRL_D, type Terminal } from "../../core/terminal.ts";

const check = checksOf("04-config-input");

const PORTS = "the client goes to the port that it is told";
const SIZES = "small and large ports are ports, with zeros before them too";
const HOSTS = "the client goes to a host by its name";
const ENVIRONMENT = "without a flag the environment counts";
const ANSWERS = "the client says the access word when it is asked";
const USUAL = "told nothing, the server takes 127.0.0.1:9090";
const LISTENS = "the server says where it listens, and sends lines back";
const NEXT = "when its port is taken, the server takes the next free one";
const ASKS = "in a terminal the client asks for host and port";
const WORD = "the server asks for the access word and welcomes who knows it";

/** How many ports the server tries. */
const MAX_PORTS = 20;

/** More than a stack has room for calls. */
const MANY_LINES = 20_000;

/**
 * The server's lines where another check judges their words: who says them otherwise loses that check only.
 */
const GREETING = new TextForm('"welcome"', /^(?!.*(?:wrong|word|sesame))./isu);
const QUESTION = new TextForm('"access word?"', /^(?!.*wrong).*word/isu);
const REFUSAL = new TextForm('"wrong access word"', /wrong/isu);

/** What editors on Windows put before the first line: U+FEFF. */
const BYTE_ORDER_MARK = "\ufeff";

check("04.1", PORTS, { points: 2, rule: "The client goes where it is told" }, async (stage) => {
  await expectArrival(stage, await stage.listen());
});

check("04.1", SIZES, { points: 2, needs: [PORTS], rule: "A port is 0 to 65535" }, async (stage) => {
  const { host, port, held } = await elsewhere(stage);
  for (const [text, cause] of [
    ["9", "As text, 9 comes behind 65535. Make a number of the digits, and compare numbers."],
    ["65535", "65535 is the highest port, and a good one."],
    [`00${port}`, "Zeros before a number change nothing. Count no digits: make a number of them."],
  ] as const) {
    await withWord(stage, "client", "unused", ["--host", host, "--port", text], (client) => {
      const address = `${host}:${Number(text)}`;
      const isAstray = () =>
        held.knocks > 0 || client.lines("stderr").some((line) => line.includes("127.0.0.1:"));
      return withCause(
        () => (isAstray() ? OTHER_HOST : undefined),
        () => expectOneErrorLine(client, `because nothing listens on ${address}`, address, cause),
      );
    });
  }
});

check(
  "04.1",
  "the server refuses what is no port",
  { points: 2, rule: "A port is 0 to 65535" },
  async (stage) => {
    for (const [text, cause] of [
      ["80abc", "`parseInt` reads as far as it can, here 80. Look at the whole text."],
      [
        "",
        {
          general:
            "An empty text is no port, and it is not 0, which asks for any free one. A flag that is set to nothing counts all the same.",
          node: 'An empty text is no port: `Number("")` is 0, which asks for any free one. A flag that is set to nothing counts all the same.',
        },
      ],
      ["0x50", "`Number` also reads hexadecimal: 0x50 is 80 to it. Let decimal digits pass only."],
      ["70000", "A port has 16 bits: 65535 is the highest."],
      ["100000", AS_TEXT],
      [
        "80.0",
        "`Number` and `float` also read fractions: 80.0 is 80 to them. Let digits pass only.",
      ],
      ["-0", "`Number` and `int` also read a sign: -0 is 0 to them. Let decimal digits pass only."],
      ["٨٠", OTHER_DIGITS],
    ] as const) {
      const server = stage.startServer("--host", "127.0.0.1", `--port=${text}`);
      await expectRefusal(server, "port", text, cause);
    }
  },
);

check(
  "04.1",
  "the client refuses what is no port",
  { points: 2, rule: "A port is 0 to 65535" },
  async (stage) => {
    for (const [text, cause] of [
      ["1e3", "`Number` also reads exponents: 1e3 is 1000 to it. Let decimal digits pass only."],
      ["-1", "There is no port below 0. Let decimal digits pass only."],
      [" 80", "`Number`, `int` and `trim` take blanks away. Look at the whole text, blanks too."],
      [
        "+80",
        "`Number` and `int` also read a sign: +80 is 80 to them. Let decimal digits pass only.",
      ],
      ["655350", "A part of it is a port, the whole is not. Look at the whole text."],
      ["0", "Port 0 asks for any free port, which is for servers: nothing can be reached there."],
    ] as const) {
      const client = stage.startClient("--host", "127.0.0.1", `--port=${text}`);
      await expectRefusal(client, "port", text, cause);
    }
  },
);

check(
  "04.1",
  "an error is one line, whatever was given",
  { rule: "A wrong value ends the program" },
  async (stage) => {
    const server = stage.startServer("--host", "127.0.0.1", "--port=80\n\x1b[2Jlistening");
    await expectOneErrorLine(server, "because its port has a line end in it", "port", RAW);
    const line = server.lines("stderr").join("");
    if (line.includes("\x1b")) {
      fail("The error should show control characters as escapes; it holds them as they are.", RAW);
    }
  },
);

check("04.2", HOSTS, { needs: [PORTS], rule: "A host is an IPv4 address" }, async (stage) => {
  await expectArrival(stage, await stage.listen(), "localhost");
});

check(
  "04.2",
  "an IPv6 address may stand in brackets",
  { needs: [PORTS], rule: "A host is an IPv4 address" },
  async (stage) => {
    const listener = await listenOnIPv6(stage);
    await expectArrival(stage, listener, "::1", IPV6);
    await expectArrival(stage, listener, "[::1]", BRACKETS);
  },
);

check(
  "04.2",
  "the server refuses what is no host",
  { points: 2, rule: "A host is an IPv4 address" },
  async (stage) => {
    for (const [text, cause] of [
      ["", "An empty host means every address of the machine to Node. Nobody asked for that."],
      ["my host", "A name has letters, digits, hyphens and dots only."],
      ["256.1.1.1", "It looks like an IPv4 address and is none: it would be looked up as a name."],
      [
        "127.0.0.1.5",
        "It only begins with an address. Look at the whole text, not at its beginning.",
      ],
      ["[::1", "Brackets come in pairs."],
    ] as const) {
      const server = stage.startServer(`--host=${text}`, "--port", "0");
      await expectRefusal(server, "host", text, cause);
    }
  },
);

check(
  "04.3",
  ENVIRONMENT,
  { points: 2, rule: "Both programs have three settings" },
  async (stage) => {
    const { listener, host, port } = await listening(stage);
    const client = stage.startWith({ LAB_HOST: host, LAB_PORT: port }, "client");
    await listener.accept(client, "scripted server", NO_FLAG);
  },
);

check(
  "04.3",
  "a flag wins over the environment",
  { needs: [ENVIRONMENT], rule: "Both programs have three settings" },
  async (stage) => {
    const flag = await listening(stage);
    const variable = await listening(stage);
    const client = stage.startWith({ LAB_PORT: variable.port }, "client", "--port", flag.port);
    await expectAt(flag.listener, client, variable.listener, "the variable LAB_PORT");
  },
);

check(
  "04.3",
  "an empty variable counts as not set",
  { needs: [ENVIRONMENT], rule: "Both programs have three settings" },
  async (stage) => {
    const { listener, port } = await listening(stage);
    const client = stage.startWith({ LAB_HOST: "", LAB_PORT: port }, "client");
    const cause = "LAB_HOST is set to nothing, so it says nothing: the default counts.";
    await listener.accept(client, "scripted server", cause);
  },
);

check(
  "04.3",
  "a wrong variable is told",
  { needs: [ENVIRONMENT], rule: "A wrong value ends the program" },
  async (stage) => {
    const client = stage.startWith({ LAB_PORT: " 80" }, "client");
    const cause =
      "It counts as it stands, with its blank. To pass over it, or to trim it, would hide the mistake.";
    await expectRefusal(client, "port", " 80", cause, "LAB_PORT=' 80'");
  },
);

check(
  "04.3",
  "without a terminal nothing is asked",
  { needs: [PORTS], rule: "A program asks only if" },
  async (stage) => {
    const { listener, port } = await listening(stage);
    const client = stage.startClient("--port", port);
    const cause = {
      general:
        "Its input is a pipe: what comes from there is for the server, and no answer to a question. Ask only when standard input is a terminal.",
      node: "Its input is a pipe: what comes from there is for the server, and no answer to a question. Ask only where `process.stdin.isTTY` is true.",
    };
    const server = await listener.accept(client, "scripted server", cause);
    server.send("welcome\n");
    client.type("hello\n");
    await server.expectBytes("hello\n", "the first line of the client's input", cause);
  },
);

check(
  "04.3",
  "what the environment says is not asked",
  { rule: "A program asks only if" },
  async (stage) => {
    const { listener, host, port } = await listening(stage);
    const terminal = stage.startInTerminalWith({ LAB_HOST: host, LAB_PORT: port }, "client");
    await listener.accept(terminal.program, "scripted server", NOT_ASKED);
  },
);

check(
  "04.3",
  ANSWERS,
  { needs: [PORTS], rule: "the client answers with its access word" },
  async (stage) => {
    const { client, server } = await askedClient(stage, "open sesame");
    await server.expectBytes("open sesame\n", "the access word", NOT_ANSWERED);
    server.send("welcome\n");
    server.endSending();
    await client.expectExit("after the server had closed its side"); // now it has printed all it will
    if (client.everythingPrinted.includes("sesame"))
      fail("The client should never print the access word; it did.", PRINTED_SECRET);
  },
);

check(
  "04.3",
  "the client prints all that comes from the greeting on",
  { needs: [PORTS], rule: "From welcome on" },
  async (stage) => {
    const { client, server } = await welcomedClient(stage, "welcome\nhello\n");
    const cause =
      "One read is not one message: what came together with the greeting was lost, or changed.";
    await client.expectOutput("welcome\nhello\n", "the greeting and the line behind it", cause);
    const lines = "x\n".repeat(MANY_LINES);
    server.send(lines);
    const what = "the greeting, the line behind it, and 20,000 lines";
    await client.expectOutput(`welcome\nhello\n${lines}`, what, RECURSION);
  },
);

check(
  "04.3",
  "a CR from the server does not count for the client",
  { needs: [ANSWERS], rule: "A line ends with LF" },
  async (stage) => {
    const { server } = await askedClient(stage, "sesame", "access word?\r\n");
    await server.expectBytes("sesame\n", 'the answer to "access word?" with CR LF', CR_KEPT);
  },
);

check(
  "04.3",
  "a byte order mark before the client's input is not sent",
  { needs: [PORTS], rule: "From welcome on" },
  async (stage) => {
    const { client, server } = await welcomedClient(stage, "welcome\n");
    client.type(`${BYTE_ORDER_MARK}hello\n`);
    await server.expectBytes("hello\n", "the first line of the client's input", markKept);
  },
);

check(
  "04.3",
  "a refused access word ends the client",
  { needs: [ANSWERS], rule: "the client answers with its access word" },
  async (stage) => {
    const { client, server } = await askedClient(stage, "wrong");
    await server.expectBytes("wrong\n", "the access word");
    server.send("wrong access word\naccess word?\n");
    await expectLastWords(client, "access word", NO_OTHER_WORD);
  },
);

check(
  "04.3",
  "a missing access word ends the client",
  { needs: [PORTS], rule: "the client answers with its access word" },
  async (stage) => {
    const { listener, host, port } = await listening(stage);
    const client = stage.startClient("--host", host, "--port", port);
    const server = await listener.accept(client);
    server.send("access word?\n");
    await expectLastWords(
      client,
      "access word",
      "Nobody is there to be asked: say what is missing.",
    );
  },
);

check(
  "04.3",
  "a secret stands in no error",
  { needs: [ENVIRONMENT], rule: "An access word fits into one line" },
  async (stage) => {
    const client = stage.startWith({ LAB_ACCESS_WORD: "open\nsesame" }, "client");
    const cause =
      "Errors are shown, logged and sent on. Say what is wrong with a secret, not what it is.";
    await expectOneErrorLine(client, "because an access word is one line", "access word", cause);
    if (client.lines("stderr").join().includes("sesame")) {
      fail("The error should not show the access word; it does.", cause);
    }
  },
);

check(
  "04.4",
  "the server greets a client with welcome",
  { rule: "The server greets a client" },
  async (stage) => {
    const client = await stage.connect(await stage.server());
    await client.expectBytes("welcome\n", "the greeting", nameChange);
  },
);

check("04.4", LISTENS, { points: 2, rule: "The server greets a client" }, async (stage) => {
  const client = await guest(stage);
  const lines = `${stage.random.asciiWord()}\n${stage.random.asciiWord()}\n`;
  await client.sendInPieces(lines, [1, 1, 2, 3, 5, 8]);
  await client.expectBytes(lines, "the lines, as they were sent in pieces", piecesLost);
  client.send("exit\n");
  await client.expectBytes("good-bye\n", "the answer to exit", nameChange);
  await client.expectEnd("after the good-bye the server closes its side");
});

check(
  "04.4",
  "characters that are cut come back whole",
  { needs: [LISTENS], rule: "A line ends with LF" },
  async (stage) => {
    const client = await guest(stage);
    const lines = `${stage.random.word()}\n${stage.random.word()}\n`;
    await client.sendInPieces(lines, [1, 1, 2, 3, 5, 8]);
    await client.expectBytes(lines, "the lines, cut inside their characters", nameChange);
  },
);

check(
  "04.4",
  "a CR before the line end does not count",
  { needs: [LISTENS], rule: "A line ends with LF" },
  async (stage) => {
    const client = await guest(stage);
    client.send("hello\r\n");
    await client.expectBytes("hello\n", "the answer to a line that ends with CR LF", CR_KEPT);
    client.send("exit\r\n");
    await client.expectBytes("good-bye\n", "the answer to exit with CR LF", CR_KEPT);
  },
);

check(
  "04.4",
  "a byte order mark before the first line does not count",
  { needs: [LISTENS], rule: "A line ends with LF" },
  async (stage) => {
    const client = await guest(stage);
    client.send(`${BYTE_ORDER_MARK}exit\n`);
    await client.expectBytes("good-bye\n", "the answer to exit behind a byte order mark", MARK);
  },
);

check(
  "04.4",
  "two clients at once get their own lines back",
  { needs: [LISTENS], rule: "Each client has its own lines" },
  async (stage) => {
    const [first, second] = [await guest(stage, "client A"), await guest(stage, "client B")];
    await first.sendInPieces("open ", []);
    await second.sendInPieces("clo", []);
    first.send("door\n");
    await first.expectBytes("open door\n", "client A's line, sent in two pieces", SHARED_STATE);
    second.send("se\n");
    await second.expectBytes("close\n", "client B's line, sent in two pieces", SHARED_STATE);
  },
);

check(
  "04.4",
  "a visit leaves no listener behind",
  { needs: [LISTENS], rule: "leaves a listener behind" },
  async (stage) => {
    const server = await stage.ownServer();
    const serves = async (client: Peer) => {
      client.send("hello\n");
      await client.expectBytes("hello\n", "the answer to a line");
    };
    const first = await guestOf(stage, server, "client that stays");
    await manyTimes(() => serves(first));
    await manyTimes(async () => {
      const next = await guestOf(stage, server, "client that leaves");
      await serves(next);
      next.close();
    });
    expectNoListenersLeft(server.program);
  },
);

check(
  "04.4",
  "20,000 lines in one write all come back",
  { needs: [LISTENS], rule: "Each client has its own lines" },
  async (stage) => {
    const client = await guest(stage);
    const lines = "x\n".repeat(MANY_LINES);
    client.send(lines);
    await client.expectBytes(lines, "the answers to 20,000 lines", causeOfMissingAnswers);
  },
);

check(
  "04.4",
  "the server says who leaves",
  { needs: [LISTENS], rule: "Each client has its own lines" },
  async (stage) => {
    const server = await stage.server();
    const client = await guest(stage);
    client.endSending();
    const start = `disconnected ${client.address}`;
    await server.program.expectLine(startingWith(start), `"${start}"`);
  },
);

check(
  "04.4",
  "the server takes its address from the environment",
  { rule: "Both programs have three settings" },
  async (stage) => {
    const { host, port } = await elsewhere(stage);
    const server = stage.startWith({ LAB_HOST: host, LAB_PORT: String(port) }, "server");
    const said = await stage.announced(server);
    expectAddress(said, { host, port }, said.port === 9090 ? SERVER_TOO : otherAddress(host));
  },
);

check(
  "04.4",
  "an empty flag counts as given",
  { needs: [LISTENS], rule: "Both programs have three settings" },
  async (stage) => {
    const server = stage.startWith(
      { LAB_ACCESS_WORD: "sesame" },
      "server",
      ...["--host", "127.0.0.1", "--port", "0", "--access-word", ""],
    );
    const client = await stage.connect({ program: server, address: await stage.announced(server) });
    await client.expectLine(
      GREETING,
      "the greeting of a server without an access word",
      FLAG_EMPTY,
    );
  },
);

check("04.4", NEXT, { points: 2, rule: "When port P is taken" }, async (stage) => {
  const [first, second, third] = await takePortsInARow(stage, 3);
  if (first === undefined || second === undefined || third === undefined)
    throw new Error("3 ports");
  const { port } = first.address;
  third.close();
  stage.story.tell("grader", `gave back port ${port + 2}`);
  const server = serverAt(stage, port);
  await expectTrying(server, port);
  await expectTrying(server, port + 1);
  const said = await stage.announced(server);
  if (said.port < port + 2 || (said.port > port + 2 && (await isFree(stage, port + 2)))) {
    fail(
      `Ports ${port} and ${port + 1} are taken and ${port + 2} is free: the server should listen there; it says ${said.port}.`,
    );
  }
  if (first.knocks + second.knocks > 0) {
    fail(
      "A client knocked at the taken port: the server's test.",
      "Whether a port is taken, `listen` itself tells. A test before it disturbs whoever is there, and is out of date as soon as it is made.",
    );
  }
});

check(
  "04.4",
  "the server gives up after 20 ports",
  { needs: [NEXT], rule: "When port P is taken" },
  async (stage) => {
    const [first] = await takePortsInARow(stage, MAX_PORTS);
    const port = first?.address.port ?? 0;
    const server = serverAt(stage, port);
    await expectNoListening(
      server,
      `all ports from ${port} to ${port + MAX_PORTS - 1} are taken`,
      "Without a bound the search wanders off to where nobody looks for the server.",
    );
    await expectOneErrorLine(server, "because 20 ports are taken", String(port), ONE_LINE);
    await expectTrying(server, port + MAX_PORTS - 2, "It gives up too early: 20 ports are tried.");
  },
);

check("04.4", "there is no port after 65535", { rule: "When port P is taken" }, async (stage) => {
  const host = loopbackAddress();
  await listenerAt(stage, { host, port: 65_535 }); // or somebody else has it
  const server = stage.startServer("--host", host, "--port", "65535");
  await expectOneErrorLine(server, "because 65535 is taken", "65535", ONE_LINE);
  if (server.lines().some((line) => line.includes("65536"))) {
    fail("The server should not try port 65536; it did.", "A port has 16 bits.");
  }
});

check(
  "04.4",
  "only a taken port is passed over",
  { points: 2, rule: "When it cannot listen for another reason" },
  async (stage) => {
    // An address for documentation (RFC 5737): no machine has it.
    const server = stage.startServer("--host", "203.0.113.4", "--port", "20000");
    const cause =
      "The code of the error is EADDRNOTAVAIL: no port will do. Only EADDRINUSE means that the port is taken.";
    await expectOneErrorLine(
      server,
      "because the address is not this machine's",
      "203.0.113.4",
      cause,
    );
    if (server.lines().some((line) => line.includes("trying"))) {
      fail("The server should not try another port; it did.", cause);
    }
  },
);

check(
  "04.4",
  "a port counts at its own address",
  { rule: "A port is taken when listening" },
  async (stage) => {
    const { host, port } = await elsewhere(stage);
    const said = await stage.announced(stage.startServer("--host", host, "--port", String(port)));
    expectAddress(said, { host, port }, otherAddress(host));
  },
);

check(
  "04.4",
  "the server listens on an IPv6 address",
  { rule: "When it accepts connections" },
  async (stage) => {
    (await listenOnIPv6(stage)).close();
    const said = await stage.announced(stage.startServer("--host", "[::1]", "--port", "0"));
    if (said.host !== "::1") fail(`The server should listen on [::1]; it says ${said.host}.`);
  },
);

check("04.4", USUAL, { rule: "Both programs have three settings" }, async (stage) => {
  const server = stage.startServer();
  try {
    expectUsualAddress(await stage.announced(server));
  } catch (error) {
    // A server that takes no other port cannot show its default while somebody else is there.
    if (server.exit === undefined || (await isFree(stage, 9090))) throw error;
    throw new NotJudged("port 9090 is taken, and the server takes no other one");
  }
});

check("04.5", ASKS, { points: 2, rule: "A question names the setting" }, async (stage) => {
  const { listener, port } = await listening(stage);
  const terminal = stage.startInTerminal("client");
  const cause =
    "inquirer's `message` is the question, and its `default` is shown and taken on Enter.";
  await terminal.expectShown(
    /host.*127\.0\.0\.1/i,
    "a question for the host with its default",
    cause,
  );
  await terminal.type("\r");
  await terminal.expectShown(/port.*9090/i, "a question for the port with its default", cause);
  await terminal.type(`${port}\r`);
  await listener.accept(terminal.program);
});

check(
  "04.5",
  "Enter takes the default",
  { needs: [USUAL, NEXT], rule: "A question names the setting" },
  async (stage) => {
    const terminal = stage.startInTerminal("server");
    for (const [name, question] of [
      ["host", /host.*127\.0\.0\.1/i],
      ["port", /port.*9090/i],
      ["access word", /access word/i],
    ] as const) {
      await terminal.expectShown(question, `a question for the ${name}`);
      await terminal.type("\r");
    }
    const said = await terminal.expectShown(/listening on (\S+):(\d+)/, '"listening on …"');
    expectUsualAddress({ host: said[1] ?? "", port: Number(said[2]) });
  },
);

check(
  "04.5",
  "a wrong answer is asked again",
  { points: 2, rule: "A wrong answer is asked again" },
  async (stage) => {
    const { listener, host, port } = await listening(stage);
    const terminal = stage.startInTerminal("client", "--host", host);
    await terminal.expectShown(/port/i, "a question for the port");
    await terminal.type("70000\r");
    await terminal.expectShown(
      /65535/,
      "the reason why 70000 is no port, with the highest port in it",
      JUDGE,
    );
    await terminal.type(`${CLEAR_LINE}${port}\r`);
    await listener.accept(terminal.program, "scripted server", JUDGE);
  },
);

check(
  "04.5",
  "a typed access word is not shown",
  { points: 2, needs: [PORTS], rule: "What is typed as an access word" },
  async (stage) => {
    const { listener, host, port } = await listening(stage);
    const terminal = stage.startInTerminal("client", "--host", host, "--port", port);
    const server = await listener.accept(terminal.program);
    server.send("access word?\n");
    await terminal.expectShown(/access word/i, "a question for the access word");
    await terminal.type("sesame\r");
    await server.expectBytes("sesame\n", "the access word that was typed");
    server.send("welcome\n");
    await terminal.expectShown(/welcome/, "the greeting");
    expectHidden(terminal, "sesame");
  },
);

check(
  "04.5",
  "the server's word is not shown",
  { rule: "What is typed as an access word" },
  async (stage) => {
    const terminal = stage.startInTerminal("server", "--host", "127.0.0.1", "--port", "0");
    await terminal.expectShown(/access word/i, "a question for the access word");
    await terminal.type("sesame\r");
    await terminal.expectShown(/listening on/, '"listening on …"');
    expectHidden(terminal, "sesame");
  },
);

for (const [keys, name] of [
  [CTRL_C, "Ctrl-C"],
  [CTRL_D, "Ctrl-D"],
] as const) {
  check(
    "04.5",
    `${name} at a question ends the program`,
    { rule: "Ctrl-C at a question" },
    async (stage) => {
      const terminal = stage.startInTerminal("client");
      await terminal.expectShown(/host|[:?]/i, "a question");
      await expectLeaving(terminal, keys, name);
    },
  );
}

check("04.6", WORD, { points: 2, rule: "With an access word, it first says" }, async (stage) => {
  const word = stage.random.asciiWord();
  const client = await stage.connect(await serverWithWord(stage, word));
  await client.expectLine(QUESTION, "the server's question", badQuestion);
  client.send(`${word}\n`);
  await client.expectLine(GREETING, "the answer to the right word");
});

check(
  "04.6",
  "an access word may have any characters",
  { needs: [WORD], rule: "With an access word, it first says" },
  async (stage) => {
    const word = stage.random.word();
    const client = await expectAsked(stage, await serverWithWord(stage, word), "client");
    client.send(`${word}\n`);
    const cause =
      "Neither word may be changed by reading or comparing it: both are text in UTF-8, of any script.";
    await client.expectLine(GREETING, "the answer to the right word", cause);
  },
);

check(
  "04.6",
  "the flag --access-word counts, and before the variable",
  { needs: [WORD], rule: "Both programs have three settings" },
  async (stage) => {
    const flags = ["--host", "127.0.0.1", "--port", "0", "--access-word", "sesame"];
    const program = stage.startWith({ LAB_ACCESS_WORD: "barley" }, "server", ...flags);
    const server = { program, address: await stage.announced(program) };
    const client = await expectAsked(stage, server, "client", FLAG_FIRST);
    client.send("sesame\n");
    await client.expectLine(GREETING, "the answer to the word of the flag", FLAG_FIRST);
  },
);

check(
  "04.6",
  "the variable LAB_ACCESS_WORD counts",
  { needs: [WORD], rule: "Both programs have three settings" },
  async (stage) => {
    const flags = ["--host", "127.0.0.1", "--port", "0"];
    const program = stage.startWith({ LAB_ACCESS_WORD: "sesame" }, "server", ...flags);
    const server = { program, address: await stage.announced(program) };
    const client = await stage.connect(server);
    await client.expectLine(QUESTION, "the server's question", badQuestion);
  },
);

check(
  "04.6",
  "a wrong access word is asked for again",
  { needs: [WORD], rule: "With an access word, it first says" },
  async (stage) => {
    const client = await stage.connect(await serverWithWord(stage, "Sesame"));
    await client.expectBytes("access word?\n", "the server's question");
    client.send("sesame\n");
    await client.expectBytes(
      "wrong access word\naccess word?\n",
      "the answer to a wrong word",
      badAnswerToWrongWord,
    );
    client.send("Sesame\n");
    await client.expectBytes("welcome\n", "the answer to the right word");
  },
);

check(
  "04.6",
  "three wrong words end the visit",
  { points: 2, needs: [WORD], rule: "With an access word, it first says" },
  async (stage) => {
    const server = await serverWithWord(stage, "sesame");
    const client = await stage.connect(server, "client A");
    for (const wrong of ["", "sesam", "sesame "]) {
      await client.expectLine(QUESTION, "the server's question", NO_QUESTION);
      client.send(`${wrong}\n`);
      await client.expectLine(REFUSAL, `the answer to the wrong word "${wrong}"`, badRefusal);
    }
    await client.expectEnd(
      "after three wrong words the server closes its side",
      "A program tries a million words while a person tries three: the attempts of a visit need a limit.",
    );
    await expectAsked(stage, server, "client B");
  },
);

check(
  "04.6",
  "a client that leaves at the question is told no more",
  { needs: [WORD], rule: "With an access word, it first says" },
  async (stage) => {
    const client = await expectAsked(stage, await serverWithWord(stage, "sesame"), "client");
    client.endSending();
    await client.expectEnd(
      "the client has closed its side, and the server closes its own",
      NO_ANSWER,
    );
  },
);

check(
  "04.6",
  "each client has its own attempts",
  { needs: [WORD], rule: "Each client has its own lines" },
  async (stage) => {
    const server = await serverWithWord(stage, "sesame");
    const first = await expectAsked(stage, server, "client A");
    const second = await expectAsked(stage, server, "client B", HELD_UP);
    for (const number of ["first", "second"]) {
      first.send("barley\n");
      await expectAskedAgain(first, `client A's ${number} wrong word`);
    }
    second.send("barley\n");
    await expectAskedAgain(second, "client B's first wrong word");
    await second.sendInPieces("ses", []);
    first.send("sesame\n");
    await first.expectLine(GREETING, "the answer to client A's right word", SHARED_STATE);
    second.send("ame\n");
    await second.expectLine(
      GREETING,
      "the answer to client B's right word, sent in two pieces",
      `${PIECES} ${SHARED_STATE}`,
    );
  },
);

check(
  "04.6",
  "the access word may come in pieces",
  { points: 2, needs: [WORD], rule: "A line ends with LF" },
  async (stage) => {
    const server = await serverWithWord(stage, "sesame");
    const pieces = await expectAsked(stage, server, "client A");
    await pieces.sendInPieces("sesame\n", [1, 2, 3]);
    await pieces.expectLine(GREETING, "the answer to the right word in pieces", PIECES);
    const joined = await expectAsked(stage, server, "client B", HELD_UP);
    joined.send("wrong\nsesame\n");
    for (const [form, what] of [
      [REFUSAL, "the answer to the wrong word, which came with the right one"],
      [QUESTION, "the question after the wrong word"],
      [GREETING, "the answer to the right word, which came with the wrong one"],
    ] as const) {
      await joined.expectLine(form, what, PIECES);
    }
  },
);

check(
  "04.6",
  "a line together with the access word is echoed",
  { needs: [WORD, LISTENS], rule: "A line ends with LF" },
  async (stage) => {
    const client = await expectAsked(stage, await serverWithWord(stage, "sesame"), "client");
    client.send("sesame\nhello\n");
    await client.expectLine(GREETING, "the answer to the word, with which a line came");
    await client.expectLine("hello", "the answer to the line that came with the word", lineLost);
  },
);

check(
  "04.6",
  "a CR behind the access word does not count",
  { needs: [WORD], rule: "A line ends with LF" },
  async (stage) => {
    const client = await expectAsked(stage, await serverWithWord(stage, "sesame"), "client");
    client.send("sesame\r\n");
    await client.expectLine(GREETING, "the answer to the right word with CR LF", CR_KEPT);
  },
);

check(
  "04.6",
  "a byte order mark before the access word does not count",
  { needs: [WORD], rule: "A line ends with LF" },
  async (stage) => {
    const client = await expectAsked(stage, await serverWithWord(stage, "sesame"), "client");
    client.send(`${BYTE_ORDER_MARK}sesame\n`);
    await client.expectLine(GREETING, "the answer to the word behind a byte order mark", MARK);
  },
);

check(
  "04.6",
  "a client at the question holds up nobody",
  { needs: [WORD], rule: "Each client has its own lines" },
  async (stage) => {
    const server = await serverWithWord(stage, "sesame");
    const silent = await expectAsked(stage, server, "silent client");
    const client = await expectAsked(stage, server, "client B", HELD_UP);
    client.send("sesame\n");
    await client.expectLine(GREETING, "the answer while another client is asked", HELD_UP);
    silent.expectNothing("the silent client should get nothing more");
  },
);

check(
  "04.6",
  "a reset at the question ends one connection",
  { needs: [WORD], rule: "Each client has its own lines" },
  async (stage) => {
    const server = await serverWithWord(stage, "sesame");
    const victim = await expectAsked(stage, server, "client A");
    await victim.resetSeenBy(server.program);
    await expectAsked(stage, server, "client B", NO_ERROR_LISTENER);
  },
);

check(
  "04.6",
  "the server never prints a word",
  { needs: [WORD], rule: "An access word fits into one line" },
  async (stage) => {
    const server = await serverWithWord(stage, "sesame");
    const client = await expectAsked(stage, server, "client A");
    client.send("sesamy\nsesame\n");
    await client.expectLine(REFUSAL, "the answer to a wrong word");
    await client.expectLine(QUESTION, "the question after the wrong word");
    await client.expectLine(GREETING, "the answer to the right word");
    client.endSending();
    await client.untilBytes(1); // its end, too
    await server.program.stop(); // now all that it has printed is here
    const printed = server.program.everythingPrinted;
    if (!/sesam[ey]/.test(printed)) return;
    fail(
      "The server should print neither the access word nor what was tried; it did.",
      "What is printed ends in logs. A wrong word too: it is often the right one with a typing error.",
    );
  },
);

interface Listening {
  listener: Listener;
  host: string;
  port: string;
}

/** A scripted server, with its address as text. */
async function listening(stage: Stage): Promise<Listening> {
  const listener = await stage.listen();
  const { host, port } = listener.address;
  return { listener, host, port: String(port) };
}

/**
 * Starts a program that is told the access word by flag and by variable. One that does not know the flag
 * is told by the variable alone: whether the flag counts, another check judges.
 */
async function withWord<Result>(
  stage: Stage,
  role: "server" | "client",
  word: string,
  flags: readonly string[],
  use: (program: Program) => Promise<Result>,
): Promise<Result> {
  const variables = { LAB_ACCESS_WORD: word };
  const program = stage.startWith(variables, role, ...flags, "--access-word", word);
  try {
    return await use(program);
  } catch (error) {
    if (!program.lines("stderr").some((line) => line.includes("--access-word"))) throw error;
    return await use(stage.startWith(variables, role, ...flags));
  }
}

/** The client, told everything by flags, must come here. */
async function expectArrival(
  stage: Stage,
  listener: Listener,
  host = listener.address.host,
  cause?: LikelyCause,
): Promise<Peer> {
  const flags = ["--host", host, "--port", String(listener.address.port)];
  return await withWord(stage, "client", "unused", flags, (client) =>
    listener.accept(client, "scripted server", cause),
  );
}

/**
 * A client that knows this word from its environment, and has been asked for it. One that says it has no
 * word is told by the flag: whether the variable counts, another check judges.
 */
async function askedClient(stage: Stage, word: string, question = "access word?\n") {
  const { listener, host, port } = await listening(stage);
  const flags = ["--host", host, "--port", port];
  const ask = async (client: Program) => {
    const server = await listener.accept(client);
    await server.sendInPieces(question, [3, 5]);
    return { client, server, answer: await server.untilBytes(1) };
  };
  const first = await ask(stage.startWith({ LAB_ACCESS_WORD: word }, "client", ...flags));
  if (first.answer.length > 0) return first;
  await first.client.changes.until(() => first.client.exit, deadlineMs());
  if (!isWordMissing(first.client)) return first;
  return await ask(stage.startClient(...flags, "--access-word", word));
}

/** Whether the client has ended because it had no access word to say. */
function isWordMissing(client: Program): boolean {
  return (
    client.exit?.status === 1 && client.lines("stderr").at(-1)?.includes("access word") === true
  );
}

/** A client that needs no access word, and the scripted server that has greeted it. */
async function welcomedClient(stage: Stage, greeting: string) {
  const { listener, host, port } = await listening(stage);
  const client = stage.startClient("--host", host, "--port", port);
  const server = await listener.accept(client);
  server.send(greeting);
  return { client, server };
}

/** A client of the shared server, which has been greeted. */
async function guest(stage: Stage, voice = "client"): Promise<Peer> {
  return await guestOf(stage, await stage.server(), voice);
}

async function guestOf(stage: Stage, server: RunningServer, voice: string): Promise<Peer> {
  const client = await stage.connect(server, voice);
  await client.expectLine(GREETING, "the greeting");
  return client;
}

function serverAt(stage: Stage, port: number): Program {
  return stage.startServer("--host", "127.0.0.1", "--port", String(port));
}

async function serverWithWord(stage: Stage, word: string): Promise<RunningServer> {
  const flags = ["--host", "127.0.0.1", "--port", "0"];
  return await withWord(stage, "server", word, flags, async (program) => ({
    program,
    address: await stage.announced(program),
  }));
}

async function expectAsked(
  stage: Stage,
  server: RunningServer,
  voice: string,
  cause?: LikelyCause,
): Promise<Peer> {
  const client = await stage.connect(server, voice, cause === undefined ? {} : { cause });
  await client.expectLine(QUESTION, "the server's question", cause);
  return client;
}

/** After a wrong word that is not the last. */
async function expectAskedAgain(client: Peer, after: string): Promise<void> {
  await client.expectLine(REFUSAL, `the answer to ${after}`, SHARED_STATE);
  await client.expectLine(QUESTION, `the question after ${after}`, SHARED_STATE);
}

/** The client must have come to the first, not to the other. */
async function expectAt(first: Listener, client: Program, other: Listener, who: string) {
  const wrong = other.accept(client).then(() => {
    fail(
      `The client should go where the flag says; it went where ${who} says.`,
      "Both say something: then the flag counts before the variable.",
    );
  });
  wrong.catch(() => {}); // it never came there, as it should be
  await Promise.race([first.accept(client), wrong]);
}

/** The program must end with status 1 and one line that shows what was given and for what. */
async function expectRefusal(
  program: Program,
  name: string,
  text: string,
  cause: LikelyCause,
  given = `--${name} ${/^\S+$/.test(text) ? text : `'${text}'`}`,
): Promise<void> {
  const expected = `The ${program.voice} should refuse ${given} in one line`;
  const announcement = await untilListeningOrEnd(program);
  if (announcement) fail(`${expected}; it did not: it says "${announcement}".`, cause);
  const { status } = await program.expectExit(`because ${given} is no ${name}`, { cause });
  const lines = program.lines("stderr").filter((line) => line.trim() !== "");
  const [line = ""] = lines;
  if (status !== 1 || lines.length !== 1) {
    const how = `it ended with status ${status}, and printed ${lines.length} lines on standard error`;
    fail(`${expected}; it did not: ${how}.`, cause);
  }
  const shown = JSON.stringify(text);
  if (line.includes(shown) && line.includes(name)) return;
  fail(`${expected} that holds ${shown} and the word ${name}; its line is: ${line}`, cause);
}

/** A server that listens all the same is told at once. */
async function expectNoListening(program: Program, why: string, cause: LikelyCause): Promise<void> {
  const line = await untilListeningOrEnd(program);
  if (line) fail(`The server should not listen, because ${why}; it says "${line}".`, cause);
}

async function expectTrying(
  server: Program,
  port: number,
  cause = "Say which port is taken, and then which one is tried next. A taken port is the error with the code EADDRINUSE, and no other.",
): Promise<void> {
  const line = `port ${port} is taken, trying ${port + 1}`;
  await server.expectLine(exactly(line), `"${line}"`, { cause });
}

async function isFree(stage: Stage, port: number): Promise<boolean> {
  return (await listenerAt(stage, { host: "127.0.0.1", port })) !== undefined;
}

/** After a conversation has begun: status 1, and the last line says why. */
async function expectLastWords(
  client: Program,
  mentioned: string,
  cause: LikelyCause,
): Promise<void> {
  await client.expectStatus(1, `because of the ${mentioned}`, cause);
  const last = client.lines("stderr").at(-1) ?? "";
  if (last.includes(mentioned)) return;
  fail(`The last line on standard error should say ${mentioned}; it is: ${last}`, cause);
}

function expectAddress(
  said: { host: string; port: number },
  { host, port }: { host: string; port: number },
  cause: LikelyCause,
): void {
  if (said.host === host && said.port === port) return;
  const wanted = formatAddress({ host, port });
  fail(`The server should listen on ${wanted}; it says ${formatAddress(said)}.`, cause);
}

/** It listens on the next port, or on another address that begins like this one. */
function otherAddress(host: string): string {
  return `The port is free there. It is taken at 127.0.0.1, which is another address, although ${host} begins like it. Listening at the address itself is the only test.`;
}

function expectUsualAddress({ host, port }: { host: string; port: number }): void {
  if (host === "127.0.0.1" && port >= 9090 && port < 9090 + MAX_PORTS) return;
  fail(
    `The server should listen on 127.0.0.1:9090, or the next free port; it says ${host}:${port}.`,
    host === "0.0.0.0" || host === "::" ? EVERY_ADDRESS : USUAL_ADDRESS,
  );
}

/** Ctrl-C and Ctrl-D at a question: status 130 or 1, and no stack trace. */
async function expectLeaving(terminal: Terminal, keys: string, name: string): Promise<void> {
  await terminal.type(keys);
  // A signal that comes between Python's question and its read is noticed only with the next key.
  const { changes } = terminal.program;
  const isNoticed = await changes.until(() => terminal.program.exit, deadlineMs() / 3);
  if (isNoticed === undefined) await terminal.type(keys);
  const { status } = await terminal.program.expectExit(`after ${name}`, { cause: END_OF_INPUT });
  if (/^[ \t]+at .+:\d|Traceback \(most recent call last\)/m.test(terminal.screen)) {
    fail(
      "The client should end quietly; it showed a stack trace.",
      `What the question throws at ${name} (\`ExitPromptError\`, \`KeyboardInterrupt\`, \`EOFError\`): catch it. Who presses ${name} knows why.`,
    );
  }
  if (status !== 130 && status !== 1) {
    fail(
      `The client should end with status 130 or 1 after ${name}; it ended with ${status}.`,
      END_OF_INPUT,
    );
  }
}

function expectHidden(terminal: Terminal, secret: string): void {
  if (!terminal.screen.includes(secret)) return;
  fail(
    "What is typed as the access word should not be shown; it was.",
    "Somebody may look over the shoulder. inquirer's question of type password hides what is typed.",
  );
}

/** The lines were sent in pieces. */
function piecesLost(seen: Seen): string | undefined {
  if (seen.received.length === 0 && seen.ending === "open") return NOT_SENT_BACK;
  return nameChange(seen) ?? PIECES;
}

function badQuestion({ received }: Seen): string | undefined {
  const said = received.toString();
  if (said.startsWith("access word?")) return LINE_END;
  if (!/^welcome/i.test(said)) return undefined;
  return "It was started with LAB_ACCESS_WORD in its environment, and welcomes a client that has said nothing.";
}

/** The answer to a word that is nearly the right one. */
function badRefusal({ received }: Seen): string {
  return received.length === 0
    ? "The third wrong word is answered, too, before the server closes its side."
    : "Only the whole word is the word: not its beginning, not more, not nothing, and no blank is taken away.";
}

/** The word was right, and something else came in the place of the line's echo. */
function lineLost({ received }: Seen): string {
  return GREETING.match(received.toString()) === null || received.length === 0
    ? PIECES
    : "The server greets twice: `serve` sends the greeting when `admit` has returned true.";
}

function badAnswerToWrongWord({ received }: Seen): string {
  const said = received.toString();
  if (said.startsWith("welcome")) return "Sesame is the word, sesame is another.";
  // The question may stand behind it, and so be in the place of its line end.
  if (/^wrong access word(?!\n)/.test(said)) return LINE_END;
  return NO_QUESTION;
}

/** The first line of the input came with its mark, or not at all. */
function markKept(seen: Seen): string | undefined {
  return seen.received.includes(BYTE_ORDER_MARK) ? MARK : nameChange(seen);
}

const LINE_END = "Every line ends with LF: the client waits for it.";

const BRACKETS = "Take the brackets off before you ask `isIPv6`.";

const JUDGE =
  "A wrong answer should be asked again, not end the program: give inquirer a `validate` that returns the reason.";

const NO_FLAG =
  "It was given LAB_HOST and LAB_PORT in its environment and no flag: they count before the defaults.";

const ONE_LINE = "Say in one line what the port was, and what to do now.";

const PIECES =
  "TCP is a stream: a line may come in pieces, and two lines together. Read lines, not chunks.";

const HELD_UP = "While the server waits for one client's word, it must serve the others.";

const NOT_SENT_BACK =
  "The server sends nothing back. After its greeting it reads line after line, and sends each one back when its LF has come.";

const NOT_ANSWERED =
  "The server asks with the line `access word?`: the client answers at once with its access word and LF.";

const NO_QUESTION = "A wrong word gets the question again, three times in all.";

const NO_ANSWER =
  "The client has left without an answer: there is no line to compare, and nobody to ask again. End the visit.";

const IPV6 =
  "::1 is an IPv6 address, and a host like any other: `isIPv6` knows one. A host that is written into the source fits one machine only.";

const OTHER_HOST =
  "The client went to 127.0.0.1, not to the host that it was told. A host that is written into the source fits one machine only.";

const AS_TEXT =
  "As text, 100000 comes before 65535, and its first five digits are a port. Make a number of all the digits, and compare numbers.";

const OTHER_DIGITS =
  "These are the digits of 80 in Arabic. `int`, `isdigit` and Python's `\\d` accept the digits of every script. Let 0 to 9 pass only.";

const RAW = {
  general:
    "What was given stands in the error as it is. A line end in it makes a second line, which looks like a line of your own, and an escape code commands the terminal. Show it as JSON does, in Python with `json.dumps`.",
  node: "What was given stands in the error as it is. A line end in it makes a second line, which looks like a line of your own, and an escape code commands the terminal. Show it with `JSON.stringify`.",
};

const EVERY_ADDRESS =
  "0.0.0.0 and :: stand for every address of the machine: others in the network reach the server, too. Without a flag it is there for this machine alone.";

const USUAL_ADDRESS =
  "It was started without flags, variables and a terminal: the defaults of the page count.";

const PRINTED_SECRET =
  "What is printed stays on screens and in logs. Send the word, and print nothing of it.";

const NO_OTHER_WORD =
  "The same word again would be just as wrong, and nobody is there to be asked for another: say so, and end.";

const MARK =
  "The bytes ef bb bf before the first line are a byte order mark (U+FEFF): editors on Windows write it, and nobody sees it. It is no part of the line: take it off.";

const SERVER_TOO =
  "It was given LAB_HOST and LAB_PORT in its environment and no flag. They count for the server as well.";

const FLAG_EMPTY =
  'It was started with --access-word "" and LAB_ACCESS_WORD=sesame. A flag counts before the variable, also when it is empty: `||` takes an empty text for none, `??` does not.';

const FLAG_FIRST =
  "It was started with --access-word sesame and LAB_ACCESS_WORD=barley: the flag counts before the variable.";

const NOT_ASKED =
  "LAB_HOST and LAB_PORT are set in its environment. Only what neither a flag nor a variable says is asked for.";

const END_OF_INPUT =
  "Ctrl-D ends the input: no answer will ever come. Whoever asks again without end, or waits on, never leaves. End the program.";

const NO_ERROR_LISTENER: LikelyCause = {
  general:
    "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the thread or the whole server.",
  node: 'A reset arrives as an "error" event, or as an exception of the read. Where nobody catches it, it ends the whole server.',
};
