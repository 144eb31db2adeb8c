/** Wrong programs of lab 04, one mistake each. */
import type { Mutant } from "./mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "reads a port with Number()",
    edits: [
      {
        file: "shared/parse-port.ts",
        from: "if (!/^[0-9]+$/.test(text)) return",
        to: "if (Number.isNaN(Number(text))) return",
      },
    ],
    caughtBy: "the server refuses what is no port",
    says: "is 0, which asks for any free port",
  },
  {
    mistake: "reads a port with parseInt()",
    edits: [
      {
        file: "shared/parse-port.ts",
        from: "if (!/^[0-9]+$/.test(text)) return",
        to: "if (Number.isNaN(Number.parseInt(text, 10))) return",
      },
      {
        file: "shared/parse-port.ts",
        from: "const port = Number(text);",
        to: "const port = Number.parseInt(text, 10);",
      },
    ],
    caughtBy: "the server refuses what is no port",
    says: "should refuse --port 80abc in one line…reads as far as it can, here 80",
  },
  {
    mistake: "lets 70000 through",
    edits: [
      { file: "shared/parse-port.ts", from: "if (port > HIGHEST_PORT)", to: "if (port > 99_999)" },
    ],
    caughtBy: "the server refuses what is no port",
    says: "16 bits: 65535 is the highest",
  },
  {
    mistake: "counts one port too few",
    edits: [
      {
        file: "shared/parse-port.ts",
        from: "if (port > HIGHEST_PORT)",
        to: "if (port >= HIGHEST_PORT)",
      },
    ],
    caughtBy: "65535 is a port",
    says: "65535 is the highest port, and a good one",
  },
  {
    mistake: "lets a client go to port 0",
    edits: [{ file: "shared/parse-port.ts", from: "parsed.value > 0", to: "parsed.value >= 0" }],
    caughtBy: "the client refuses what is no port",
    says: "nothing can be reached there",
  },
  {
    mistake: "trims what a person typed",
    edits: [
      {
        file: "shared/parse-port.ts",
        from: "if (!/^[0-9]+$/.test(text)) return",
        to: "if (!/^[0-9]+$/.test(text.trim())) return",
      },
    ],
    caughtBy: "the client refuses what is no port",
    says: "take blanks away",
  },
  {
    mistake: "takes every text for a host",
    edits: [
      {
        file: "shared/parse-host.ts",
        from: "if (isIPv6(host)) return valid(host);",
        to: "if (host !== undefined) return valid(host);",
      },
    ],
    caughtBy: "the server refuses what is no host",
    says: "An empty host means every address",
  },
  {
    mistake: "takes a mistyped address for a name",
    edits: [
      {
        file: "shared/parse-host.ts",
        from: 'if (/^\\d+$/.test(labels.at(-1) ?? "")) return invalid("this is no IPv4 address");',
        to: "",
      },
    ],
    caughtBy: "the server refuses what is no host",
    says: "looks like an IPv4 address and is none",
  },
  {
    mistake: "leaves the brackets around an IPv6 address",
    edits: [
      {
        file: "shared/parse-host.ts",
        from: "const host = /^\\[(.*)\\]$/.exec(text)?.[1] ?? text;",
        to: "const host = text;",
      },
    ],
    caughtBy: "an IPv6 address may stand in brackets",
    says: "Take the brackets off before you ask `isIPv6`",
  },
  {
    mistake: "connects to a host written into the source",
    edits: [
      {
        file: "client.ts",
        from: "explained(connect(options),",
        to: 'explained(connect({ ...options, host: "127.0.0.1" }),',
      },
    ],
    caughtBy: "an IPv6 address may stand in brackets",
    says: "written into the source",
  },
  {
    mistake: "listens on a host written into the source",
    edits: [
      {
        file: "server.ts",
        from: "listenNearby(server, options)",
        to: 'listenNearby(server, { ...options, host: "127.0.0.1" })',
      },
    ],
    caughtBy: "a port counts at its own address",
    says: "should listen on 127.0.0.2",
  },
  {
    mistake: "ignores the environment",
    edits: [
      {
        file: "shared/setting.ts",
        from: 'if (environment !== undefined && environment !== "") return environment;',
        to: "",
      },
    ],
    caughtBy: "without a flag the environment counts",
    says: "they count before the defaults",
  },
  {
    mistake: "lets the environment win over a flag",
    edits: [
      {
        file: "shared/setting.ts",
        from: "said.flag ?? (await",
        to: "said.environment ?? said.flag ?? (await",
      },
    ],
    caughtBy: "a flag wins over the environment",
    says: "it went where the variable LAB_PORT says",
  },
  {
    mistake: "takes an empty variable for a value",
    edits: [
      {
        file: "shared/setting.ts",
        from: 'environment !== undefined && environment !== ""',
        to: "environment !== undefined",
      },
    ],
    caughtBy: "an empty variable counts as not set",
    says: "set to nothing, so it says nothing",
  },
  {
    mistake: "passes over a wrong variable",
    edits: [
      {
        file: "shared/setting.ts",
        from: 'environment !== undefined && environment !== ""',
        to: 'environment !== undefined && environment !== "" && !environment.endsWith("abc")',
      },
    ],
    caughtBy: "a wrong variable is told",
    says: "would hide the mistake",
  },
  {
    mistake: "asks although nobody is there",
    edits: [
      {
        file: "shared/ask.ts",
        from: "process.stdin.isTTY && process.stderr.isTTY ? askPerson : undefined",
        to: "askPerson",
      },
    ],
    caughtBy: "without a terminal nothing is asked",
    says: "terminal.setRawMode is not a function",
  },
  {
    mistake: "shows a secret in an error",
    edits: [
      {
        file: "shared/setting.ts",
        from: 'setting.secret === true ? "what was given" : JSON.stringify(text)',
        to: "JSON.stringify(text)",
      },
    ],
    caughtBy: "a secret stands in no error",
    says: "Say what is wrong with a secret, not what it is",
  },
  {
    mistake: "loses what comes together with the greeting",
    edits: [
      {
        file: "client.ts",
        from: "await talk(socket, input, process.stdout, answers(lines));",
        to: `process.stdout.write("welcome\\n");\n  await talk(socket, input, process.stdout);\n  void answers;`,
      },
    ],
    caughtBy: "the client says the access word when it is asked",
    says: "what came together with the greeting was lost",
  },
  {
    mistake: "prints the access word that it sends",
    edits: [
      {
        file: "enter.ts",
        from: "await send(socket, `${word}\\n`);",
        to: "await send(socket, `${word}\\n`);\n    say(`sent ${word}`);",
      },
    ],
    caughtBy: "the client says the access word when it is asked",
    says: "should never print the access word",
  },
  {
    mistake: "says the same wrong word again and again",
    edits: [{ file: "enter.ts", from: "    isFresh = false;\n", to: "" }],
    caughtBy: "a refused access word ends the client",
    says: "would be just as wrong",
  },
  {
    mistake: "retries on every error",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: 'if (errorCode(error) !== "EADDRINUSE") throw error;',
        to: "void errorCode(error);",
      },
    ],
    caughtBy: "only a taken port is passed over",
    says: "no port will do",
  },
  {
    mistake: "catches the wrong error",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: '"EADDRINUSE"',
        to: '"EADDRNOTAVAIL"',
      },
    ],
    caughtBy: "when its port is taken, the server takes the next free one",
    says: "the code EADDRINUSE, and no other",
  },
  {
    mistake: "searches without a bound",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: "Math.min(port + MOST_PORTS - 1, HIGHEST_PORT)",
        to: "HIGHEST_PORT + 0 * MOST_PORTS",
      },
    ],
    caughtBy: "the server gives up after 20 ports",
    says: "wanders off",
  },
  {
    mistake: "searches on past 65535",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: "Math.min(port + MOST_PORTS - 1, HIGHEST_PORT)",
        to: "port + MOST_PORTS - 1 + 0 * HIGHEST_PORT",
      },
    ],
    caughtBy: "there is no port after 65535",
    says: "should not try port 65536",
  },
  {
    mistake: "knocks first to see whether the port is taken",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: "return await listen(server, { host, port: next });",
        to: `const { connect } = await import("node:net");
      const isTaken = await new Promise((resolve) => {
        const socket = connect({ host, port: next }, () => resolve(true));
        socket.once("error", () => resolve(false));
      });
      if (!isTaken) return await listen(server, { host, port: next });`,
      },
    ],
    caughtBy: "when its port is taken, the server takes the next free one",
    says: "A test before it disturbs",
  },
  {
    mistake: "tests the port on all addresses before it listens on one",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: "return await listen(server, { host, port: next });",
        to: `const { createServer } = await import("node:net");
      const probe = createServer();
      await listen(probe, { host: "0.0.0.0", port: next });
      await new Promise((resolve) => probe.close(resolve));
      return await listen(server, { host, port: next });`,
      },
    ],
    caughtBy: "a port counts at its own address",
    says: "which is another address",
  },
  {
    mistake: "announces the port that it was told",
    edits: [
      {
        file: "shared/listen-nearby.ts",
        from: "return await listen(server, { host, port: next });",
        to: "const address = await listen(server, { host, port: next });\n      return port === 0 ? address : { host, port };",
      },
    ],
    caughtBy: "when its port is taken, the server takes the next free one",
    says: "should listen there; it says",
  },
  {
    mistake: "asks without a default",
    edits: [{ file: "shared/ask.ts", from: "default: setting.fallback", to: 'default: ""' }],
    caughtBy: "in a terminal the client asks for host and port",
    says: "its `default` is shown",
  },
  {
    mistake: "does not judge an answer",
    edits: [
      {
        file: "shared/ask.ts",
        from: "return parsed.ok || parsed.reason;",
        to: "return parsed.ok || true;",
      },
    ],
    caughtBy: "a wrong answer is asked again",
    says: "asked again, not end the program",
  },
  {
    mistake: "shows an access word while it is typed",
    edits: [
      {
        file: "shared/ask.ts",
        from: 'setting.secret === true ? "password" : "input"',
        to: '"input"',
      },
    ],
    caughtBy: "a typed access word is not shown",
    says: "look over the shoulder",
  },
  {
    mistake: "lets Ctrl-C end in a stack trace",
    edits: [
      {
        file: "shared/ask.ts",
        from: "leaving.signal.aborted || isCtrlC(error)",
        to: "leaving.signal.aborted && isCtrlC(error)",
      },
    ],
    caughtBy: "Ctrl-C at a question ends the program",
    says: "ExitPromptError",
  },
  {
    mistake: "asks without a line end",
    edits: [
      {
        file: "access-word.ts",
        from: "await send(socket, `${WORD_WANTED}\\n`);",
        to: "await send(socket, WORD_WANTED);",
      },
    ],
    caughtBy: "the server asks for the access word and welcomes who knows it",
    says: "Every line ends with LF",
  },
  {
    mistake: "tells of a wrong word without a line end",
    edits: [
      {
        file: "access-word.ts",
        from: "await send(socket, `${WORD_WRONG}\\n`);",
        to: "await send(socket, WORD_WRONG);",
      },
    ],
    caughtBy: "a wrong access word is asked for again",
    says: "Every line ends with LF",
  },
  {
    mistake: "allows one attempt only",
    edits: [{ file: "access-word.ts", from: "MOST_ATTEMPTS = 3", to: "MOST_ATTEMPTS = 1" }],
    caughtBy: "a wrong access word is asked for again",
    says: "gets the question again, three times in all",
  },
  {
    mistake: "allows any number of attempts",
    edits: [{ file: "access-word.ts", from: "MOST_ATTEMPTS = 3", to: "MOST_ATTEMPTS = 3_000_000" }],
    caughtBy: "three wrong words end the visit",
    says: "the attempts of a visit need a limit",
  },
  {
    mistake: "lets a client in after three wrong words",
    edits: [
      {
        file: "access-word.ts",
        from: "await send(socket, `${WORD_WRONG}\\n`);\n  }\n  return false;",
        to: "await send(socket, `${WORD_WRONG}\\n`);\n  }\n  return true;",
      },
    ],
    caughtBy: "three wrong words end the visit",
    says: "A program tries a million words while a person tries three",
  },
  {
    mistake: "takes the beginning of the word for the word",
    edits: [
      {
        file: "access-word.ts",
        from: "return timingSafeEqual(digestOf(one), digestOf(other));",
        to: "return one !== digestOf(one).toString() && timingSafeEqual(digestOf(one), digestOf(other.slice(0, one.length)));",
      },
    ],
    caughtBy: "three wrong words end the visit",
    says: "Only the whole word is the word",
  },
  {
    mistake: "compares without regard to case",
    edits: [
      {
        file: "access-word.ts",
        from: "isSameWord(line.value, accessWord)",
        to: "isSameWord(line.value.toLowerCase(), accessWord.toLowerCase())",
      },
    ],
    caughtBy: "a wrong access word is asked for again",
    says: "sesame is another",
  },
  {
    mistake: "takes a chunk for a line",
    edits: [
      {
        file: "serve.ts",
        from: "linesOf(patiently(chunks, house))",
        to: "(async function* () {\n      for await (const chunk of patiently(chunks, house)) yield Buffer.from(chunk).toString().trimEnd();\n    })()",
      },
    ],
    caughtBy: "the server says where it listens, and welcomes",
    says: "the lines, as they were sent in pieces",
  },
  {
    mistake: "serves nobody else while a client is asked",
    edits: [
      {
        file: "server.ts",
        from: "const visits = welcome(server, (socket) => serve(socket, house));",
        to: "let turn = Promise.resolve();\n  const visits = welcome(server, (socket) => (turn = turn.then(() => serve(socket, house))));",
      },
    ],
    caughtBy: "a client at the question holds up nobody",
    says: "it must serve the others",
  },
  {
    mistake: "lets a reset at the question end the server",
    edits: [
      {
        file: "serve.ts",
        from: 'socket.on("error", () => {});',
        to: 'socket.on("error", (error) => { throw error; });',
      },
    ],
    caughtBy: "a reset at the question ends one connection",
    says: "ends the whole program",
  },
  {
    mistake: "prints what was tried as access word",
    edits: [
      {
        file: "access-word.ts",
        from: "if (line.done === true) return false;",
        to: "if (line.done === true) return false;\n    console.log(`tried ${line.value}`);",
      },
    ],
    caughtBy: "the server never prints a word",
    says: "often the right one with a typing error",
  },
  {
    mistake: "waits for ever when the word is missing and nobody can be asked",
    edits: [
      {
        file: "enter.ts",
        from: "if (word === undefined) throw new ProgramError(noWord);",
        to: "if (word === undefined) return;",
      },
    ],
    caughtBy: "a missing access word ends the client",
    says: "say what is missing",
  },
  {
    mistake: "listens on IPv4 only",
    edits: [
      {
        file: "server.ts",
        from: "listenNearby(server, options)",
        to: 'listenNearby(server, { ...options, host: options.host.includes(":") ? "127.0.0.1" : options.host })',
      },
    ],
    caughtBy: "the server listens on an IPv6 address",
    says: "should listen on [::1]",
  },
  {
    mistake: "has another default port than the one that is written down",
    edits: [
      {
        file: "server.ts",
        from: "accessWord: requiredWordSetting };",
        to: 'accessWord: requiredWordSetting, port: { ...serverSettings.port, fallback: "8080" } };',
      },
    ],
    caughtBy: "told nothing, the server takes 127.0.0.1:9090",
    says: "9090",
  },
  {
    mistake: "offers the whole network as its default host",
    edits: [
      {
        file: "server.ts",
        from: "accessWord: requiredWordSetting };",
        to: 'accessWord: requiredWordSetting, host: { ...serverSettings.host, fallback: "0.0.0.0" } };',
      },
    ],
    caughtBy: "Enter takes the default",
    says: "a question for the host",
  },
  {
    mistake: "shows the word that is typed at the server",
    edits: [
      {
        file: "access-word.ts",
        from: "  asked: true,\n",
        to: "  asked: true,\n  secret: false,\n",
      },
    ],
    caughtBy: "the server's word is not shown",
    says: "What is typed as the access word should not be shown",
  },
  {
    mistake: "takes one read for the whole word",
    edits: [
      {
        file: "serve.ts",
        from: "const lines = notingEnd(linesOf(patiently(chunks, house)), () => {\n      isOver = true;\n    });",
        to: `const lines = linesOf(patiently(chunks, house));
    const reads = (async function* () {
      for await (const chunk of patiently(chunks, house)) yield String(chunk).trimEnd();
    })();`,
      },
      {
        file: "serve.ts",
        from: "await isAdmitted(socket, lines, house)",
        to: "await isAdmitted(socket, reads, house)",
      },
    ],
    caughtBy: "the access word may come in pieces",
    says: "pieces",
  },
];
