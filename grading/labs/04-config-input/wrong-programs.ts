/** Wrong programs of lab 04, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "reads a port with Number()",
    edits: [
      {
        file: "shared/config/parse-port.ts",
        from: "if (!/^[0-9]+$/.test(text)) return",
        to: "if (Number.isNaN(Number(text))) return",
      },
    ],
    caughtBy: "the server refuses what is no port",
    says: "is 0, which asks for any free one",
  },
  {
    mistake: "reads a port with parseInt()",
    edits: [
      {
        file: "shared/config/parse-port.ts",
        from: "if (!/^[0-9]+$/.test(text)) return",
        to: "if (Number.isNaN(Number.parseInt(text, 10))) return",
      },
      {
        file: "shared/config/parse-port.ts",
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
      {
        file: "shared/config/parse-port.ts",
        from: "if (port > HIGHEST_PORT)",
        to: "if (port > 99_999)",
      },
    ],
    caughtBy: "the server refuses what is no port",
    says: "16 bits: 65535 is the highest",
  },
  {
    mistake: "counts one port too few",
    edits: [
      {
        file: "shared/config/parse-port.ts",
        from: "if (port > HIGHEST_PORT)",
        to: "if (port >= HIGHEST_PORT)",
      },
    ],
    caughtBy: "small and large ports are ports, with zeros before them too",
    says: "65535 is the highest port, and a good one",
  },
  {
    mistake: "lets a client go to port 0",
    edits: [
      { file: "shared/config/parse-port.ts", from: "parsed.value > 0", to: "parsed.value >= 0" },
    ],
    caughtBy: "the client refuses what is no port",
    says: "nothing can be reached there",
  },
  {
    mistake: "trims what a person typed",
    edits: [
      {
        file: "shared/config/parse-port.ts",
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
        file: "shared/config/parse-host.ts",
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
        file: "shared/config/parse-host.ts",
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
        file: "shared/config/parse-host.ts",
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
        from: "    connect(options),",
        to: '    connect({ ...options, host: "127.0.0.1" }),',
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
    says: "should listen on 127.0.0.12",
  },
  {
    mistake: "ignores the environment",
    edits: [
      {
        file: "shared/config/setting.ts",
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
        file: "shared/config/setting.ts",
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
        file: "shared/config/setting.ts",
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
        file: "shared/config/setting.ts",
        from: 'environment !== undefined && environment !== ""',
        to: 'environment !== undefined && environment !== "" && !environment.startsWith(" ")',
      },
    ],
    caughtBy: "a wrong variable is told",
    says: "would hide the mistake",
  },
  {
    mistake: "asks although nobody is there",
    edits: [
      {
        file: "shared/config/ask.ts",
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
        file: "shared/config/setting.ts",
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
    caughtBy: "the client prints all that comes from the greeting on",
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
        file: "shared/net/listen-nearby.ts",
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
        file: "shared/net/listen-nearby.ts",
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
        file: "shared/net/listen-nearby.ts",
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
        file: "shared/net/listen-nearby.ts",
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
        file: "shared/net/listen-nearby.ts",
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
        file: "shared/net/listen-nearby.ts",
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
        file: "shared/net/listen-nearby.ts",
        from: "return await listen(server, { host, port: next });",
        to: "const address = await listen(server, { host, port: next });\n      return port === 0 ? address : { host, port };",
      },
    ],
    caughtBy: "when its port is taken, the server takes the next free one",
    says: "should listen there; it says",
  },
  {
    mistake: "asks without a default",
    edits: [{ file: "shared/config/ask.ts", from: "default: setting.fallback", to: 'default: ""' }],
    caughtBy: "in a terminal the client asks for host and port",
    says: "its `default` is shown",
  },
  {
    mistake: "does not judge an answer",
    edits: [
      {
        file: "shared/config/ask.ts",
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
        file: "shared/config/ask.ts",
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
        file: "shared/config/ask.ts",
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
    caughtBy: "the server says where it listens, and sends lines back",
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
    says: "Where nobody catches it, it ends the whole server",
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
    mistake: "waits forever when the word is missing and nobody can be asked",
    edits: [
      {
        file: "enter.ts",
        from: "if (word === undefined) throw new ProgramError(noWord);",
        to: "if (word === undefined) return;",
      },
    ],
    caughtBy: "a missing access word ends the client",
    says: "say what is missing",
    saysFirst: "nobody is there to be asked",
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
    saysFirst: "0.0.0.0 and :: stand for every address of the machine",
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
      for await (const chunk of patiently(chunks, house)) yield String(chunk).replace(/\\r?\\n$/, "");
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
  {
    mistake: "compares a port as text",
    edits: [
      {
        file: "shared/config/parse-port.ts",
        from: "if (port > HIGHEST_PORT)",
        to: "if (text > String(HIGHEST_PORT))",
      },
    ],
    caughtBy: "small and large ports are ports, with zeros before them too",
    says: "As text, 9 comes behind 65535",
  },
  {
    mistake: "compares a port as text, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: "not lowest <= int(text) <= 65535",
        to: 'not str(lowest) <= text <= "65535"',
      },
    ],
    caughtBy: "the server refuses what is no port",
    says: "should refuse --port 100000 in one line",
    saysFirst: "As text, 9 comes behind 65535",
  },
  {
    mistake: "counts the digits of a port",
    edits: [{ file: "shared/config/parse-port.ts", from: "/^[0-9]+$/", to: "/^[0-9]{1,5}$/" }],
    caughtBy: "small and large ports are ports, with zeros before them too",
    says: "Zeros before a number change nothing",
  },
  {
    mistake: "reads the first five digits of a port",
    edits: [
      {
        file: "shared/config/parse-port.ts",
        from: "const port = Number(text);",
        to: "const port = Number(text.slice(0, 5));",
      },
    ],
    caughtBy: "the client refuses what is no port",
    says: "should refuse --port 655350 in one line…A part of it is a port, the whole is not",
    saysFirst: "Count no digits",
  },
  {
    mistake: "lets a port have a sign",
    edits: [{ file: "shared/config/parse-port.ts", from: "/^[0-9]+$/", to: "/^[+-]?[0-9]+$/" }],
    caughtBy: "the server refuses what is no port",
    says: "also read a sign",
  },
  {
    mistake: "reads a port with int(), in Python",
    base: "python",
    edits: [{ file: "settings.py", from: 'not re.fullmatch("[0-9]+", text) or ', to: "" }],
    caughtBy: "the client refuses what is no port",
    says: "take blanks away",
    saysFirst: "also read a sign",
  },
  {
    mistake: "lets a port have the digits of every script, in Python",
    base: "python",
    edits: [{ file: "settings.py", from: '"[0-9]+"', to: 'r"\\d+"' }],
    caughtBy: "the server refuses what is no port",
    says: "the digits of 80 in Arabic",
  },
  {
    mistake: "shows what was given as it is, in callbacks",
    base: "callbacks",
    edits: [
      { file: "settings.ts", from: '"that" : JSON.stringify(text)', to: '"that" : `"${text}"`' },
    ],
    caughtBy: "an error is one line, whatever was given",
    says: "stands in the error as it is",
  },
  {
    mistake: "shows what was given as it is, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: "json.dumps(text, ensure_ascii=False)",
        to: "f'\"{text}\"'",
      },
    ],
    caughtBy: "an error is one line, whatever was given",
    says: "stands in the error as it is",
  },
  {
    mistake: "takes every address that begins like 127.0.0.1 for it",
    edits: [
      {
        file: "server.ts",
        from: "listenNearby(server, options)",
        to: 'listenNearby(server, { ...options, host: options.host.startsWith("127.0.0.1") ? "127.0.0.1" : options.host })',
      },
    ],
    caughtBy: "a port counts at its own address",
    says: "another address, although 127.0.0.12 begins like it",
  },
  {
    mistake: "looks at the beginning of a host only, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: "address = ipaddress.ip_address(inner[1] if inner else text)",
        to: 'address = ipaddress.ip_address(inner[1] if inner else ".".join(text.split(".")[:4]))',
      },
    ],
    caughtBy: "the server refuses what is no host",
    says: "should refuse --host 127.0.0.1.5 in one line…only begins with an address",
  },
  {
    mistake: "asks for what the environment says",
    edits: [
      {
        file: "shared/config/setting.ts",
        from: "  if (environment !== undefined",
        to: "  if (ask !== undefined) return await ask();\n  if (environment !== undefined",
      },
    ],
    caughtBy: "what the environment says is not asked",
    says: "Only what neither a flag nor a variable says is asked for",
  },
  {
    mistake: "asks before it looks at the environment, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: '        if text is None:\n            text = os.environ.get("LAB_" + key.upper()) or None\n        if text is None and asked and sys.stdin.isatty():\n            values.append(ask(name, read, usual, hidden))\n            continue\n',
        to: '        if text is None and asked and sys.stdin.isatty():\n            values.append(ask(name, read, usual, hidden))\n            continue\n        if text is None:\n            text = os.environ.get("LAB_" + key.upper()) or None\n',
      },
    ],
    caughtBy: "what the environment says is not asked",
    says: "Only what neither a flag nor a variable says is asked for",
  },
  {
    mistake: "takes an empty flag for none",
    edits: [{ file: "shared/config/setting.ts", from: "said.flag ??", to: "said.flag ||" }],
    caughtBy: "an empty flag counts as given",
    says: "A flag counts before the variable, also when it is empty",
    saysFirst: "A flag that is set to nothing counts all the same",
  },
  {
    mistake: "lets the environment win over a flag, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: '        text = flags[key]\n        if text is None:\n            text = os.environ.get("LAB_" + key.upper()) or None\n',
        to: '        text = os.environ.get("LAB_" + key.upper()) or flags[key]\n',
      },
    ],
    caughtBy: "the flag --access-word counts, and before the variable",
    says: "the flag counts before the variable",
  },
  {
    mistake: "reads its address from flags only, as a server",
    edits: [
      {
        file: "server.ts",
        from: "  const options = await",
        to: "  delete process.env.LAB_HOST;\n  delete process.env.LAB_PORT;\n  const options = await",
      },
    ],
    caughtBy: "the server takes its address from the environment",
    says: "They count for the server as well",
  },
  {
    mistake: "reads its access word from a flag only",
    edits: [
      {
        file: "server.ts",
        from: "  const options = await",
        to: "  delete process.env.LAB_ACCESS_WORD;\n  const options = await",
      },
    ],
    caughtBy: "the variable LAB_ACCESS_WORD counts",
    says: "started with LAB_ACCESS_WORD in its environment",
  },
  {
    mistake: "does not know the flag --access-word, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: '    for name, *_ in wishes:\n        parser.add_argument("--" + name.replace(" ", "-"))\n    flags = vars(parser.parse_args())\n',
        to: '    for name, *_ in wishes[:2]:\n        parser.add_argument("--" + name)\n    flags = {"access_word": None, **vars(parser.parse_args())}\n',
      },
    ],
    caughtBy: "the flag --access-word counts, and before the variable",
    says: "unrecognized arguments: --access-word",
  },
  {
    mistake: "waits on when the input ends at a question",
    edits: [
      {
        file: "shared/config/ask.ts",
        from: 'if (key.ctrl && key.name === "d") leaving.abort();',
        to: "void key;",
      },
    ],
    caughtBy: "Ctrl-D at a question ends the program",
    says: "should have ended after Ctrl-D…Ctrl-D ends the input",
  },
  {
    mistake: "asks again without end when the input has ended, in Python",
    base: "python",
    edits: [
      {
        file: "settings.py",
        from: "        answer = (getpass.getpass(prompt) if hidden else input(prompt)) or usual\n",
        to: "        try:\n            answer = (getpass.getpass(prompt) if hidden else input(prompt)) or usual\n        except EOFError:\n            time.sleep(0.1)\n            continue\n",
      },
      { file: "settings.py", from: "import sys\n", to: "import sys\nimport time\n" },
    ],
    caughtBy: "Ctrl-D at a question ends the program",
    says: "should have ended after Ctrl-D…asks again without end",
  },
  {
    mistake: "does not catch the end of the input, in Python",
    base: "python",
    edits: [
      {
        file: "client.py",
        from: "except (KeyboardInterrupt, EOFError):",
        to: "except KeyboardInterrupt:",
      },
    ],
    caughtBy: "Ctrl-D at a question ends the program",
    says: "EOFError",
  },
  {
    mistake: "keeps the CR of a line, in callbacks",
    base: "callbacks",
    edits: [{ file: "server.ts", from: 'raw.replace(/\\r$/, "").', to: "raw." }],
    caughtBy: "a CR before the line end does not count",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "keeps the CR of an answer, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: 'line = line.removesuffix("\\n").removesuffix("\\r")',
        to: 'line = line.removesuffix("\\n")',
      },
    ],
    caughtBy: "a CR behind the access word does not count",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "keeps the CR of the server's line, in callbacks",
    base: "callbacks",
    edits: [{ file: "client.ts", from: 'take(line.replace(/\\r$/, ""))', to: "take(line)" }],
    caughtBy: "a CR from the server does not count for the client",
    says: "A CR right before the LF is not part of the line",
  },
  {
    mistake: "sends the byte order mark of its input",
    edits: [
      {
        file: "client.ts",
        from: "Readable.from(withoutMark(process.stdin))",
        to: "Readable.from(process.stdin ?? withoutMark)",
      },
    ],
    caughtBy: "a byte order mark before the client's input is not sent",
    says: "are a byte order mark",
  },
  {
    mistake: "keeps the byte order mark of the first line, in callbacks",
    base: "callbacks",
    edits: [{ file: "server.ts", from: '.replace(this.#isFirst ? /^\\ufeff/ : "", "")', to: "" }],
    caughtBy: "a byte order mark before the first line does not count",
    says: "are a byte order mark",
  },
  {
    mistake: "keeps the byte order mark of an answer, in Python",
    base: "python",
    edits: [
      { file: "server.py", from: 'line.removeprefix("\\ufeff") if is_first else line', to: "line" },
    ],
    caughtBy: "a byte order mark before the access word does not count",
    says: "are a byte order mark",
  },
  {
    mistake: "counts the attempts of all clients together",
    edits: [
      {
        file: "access-word.ts",
        from: "for (let attempt = 1; attempt",
        to: "for (; attempt",
      },
      {
        file: "access-word.ts",
        from: "const MOST_ATTEMPTS = 3;",
        to: "const MOST_ATTEMPTS = 3;\nlet attempt = 1;",
      },
    ],
    caughtBy: "each client has its own attempts",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "counts the attempts of all clients together, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "    for _attempt in range(3):\n",
        to: "    for _attempt in attempts:\n",
      },
      {
        file: "server.py",
        from: "def is_admitted(",
        to: "attempts = iter(range(3))\n\n\ndef is_admitted(",
      },
    ],
    caughtBy: "each client has its own attempts",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps the beginning of a line in a variable of its module, in callbacks",
    base: "callbacks",
    edits: [
      { file: "server.ts", from: "class Guest {", to: 'let rest = "";\n\nclass Guest {' },
      { file: "server.ts", from: "(this.#rest + text)", to: "(rest + text)" },
      { file: "server.ts", from: "this.#rest = lines.pop()", to: "rest = lines.pop()" },
    ],
    caughtBy: "two clients at once get their own lines back",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "calls itself for each line, in callbacks",
    base: "callbacks",
    edits: [
      {
        file: "server.ts",
        from: "    for (const raw of lines) {\n",
        to: "    const next = (at: number): void => {\n      const raw = lines[at];\n      if (raw === undefined) return;\n",
      },
      {
        file: "server.ts",
        from: "      else this.#judge(line);\n    }\n",
        to: "      else this.#judge(line);\n      next(at + 1);\n    };\n    next(0);\n",
      },
    ],
    caughtBy: "20,000 lines in one write all come back",
    says: "Maximum call stack size exceeded",
  },
  {
    mistake: "calls itself for each line, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '    for line in lines:\n        if line == "exit":\n            send("good-bye")\n            return\n        send(line)\n',
        to: '    echo(lines, send)\n\n\ndef echo(lines, send):\n    line = next(lines, None)\n    if line is None:\n        return\n    if line == "exit":\n        send("good-bye")\n        return\n    send(line)\n    echo(lines, send)\n',
      },
    ],
    caughtBy: "20,000 lines in one write all come back",
    says: "RecursionError: maximum recursion depth exceeded",
  },
  {
    mistake: "calls itself for each line from the server, in callbacks",
    base: "callbacks",
    edits: [
      {
        file: "client.ts",
        from: '    for (const line of lines) take(line.replace(/\\r$/, ""));',
        to: '    const next = (at: number): void => {\n      const line = lines[at];\n      if (line === undefined) return;\n      take(line.replace(/\\r$/, ""));\n      next(at + 1);\n    };\n    next(0);',
      },
    ],
    caughtBy: "the client prints all that comes from the greeting on",
    says: "Maximum call stack size exceeded",
  },
  {
    mistake: "says nothing when a client leaves, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '    connection.close()\n    say(f"disconnected {peer}")\n',
        to: "    connection.close()\n",
      },
    ],
    caughtBy: "the server says who leaves",
    says: "disconnected",
  },
  {
    mistake: "reads each chunk as text by itself, in callbacks",
    base: "callbacks",
    edits: [
      { file: "server.ts", from: '    socket.setEncoding("utf8");\n', to: "" },
      {
        file: "server.ts",
        from: 'socket.on("data", (text: string) => this.#take(text));',
        to: 'socket.on("data", (chunk: Buffer) => this.#take(chunk.toString()));',
      },
    ],
    caughtBy: "characters that are cut come back whole",
    says: "the bytes were made into text",
  },
  {
    mistake: "compares access words as strings in constant time, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "compare_digest(line.encode(), word.encode())",
        to: "compare_digest(line, word)",
      },
    ],
    caughtBy: "an access word may have any characters",
    says: "TypeError: comparing strings with non-ASCII characters is not supported",
  },
  {
    mistake: "loses the lines that come together with the access word, in callbacks",
    base: "callbacks",
    edits: [
      {
        file: "server.ts",
        from: "      else this.#judge(line);\n",
        to: "      else {\n        this.#judge(line);\n        if (this.#isInside) return;\n      }\n",
      },
    ],
    caughtBy: "a line together with the access word is echoed",
    says: "two lines together",
  },
  {
    mistake: "trims what the environment says",
    edits: [
      {
        file: "shared/config/setting.ts",
        from: "return environment;",
        to: "return environment.trim();",
      },
    ],
    caughtBy: "a wrong variable is told",
    says: "or to trim it",
  },
  {
    mistake: "tries one port too few",
    edits: [
      {
        file: "shared/net/listen-nearby.ts",
        from: "port + MOST_PORTS - 1",
        to: "port + MOST_PORTS - 2",
      },
    ],
    caughtBy: "the server gives up after 20 ports",
    says: "It gives up too early: 20 ports are tried",
  },
  {
    mistake: "trims the words before it compares them",
    edits: [
      {
        file: "access-word.ts",
        from: "isSameWord(line.value, accessWord)",
        to: "isSameWord(line.value.trim(), accessWord.trim())",
      },
    ],
    caughtBy: "three wrong words end the visit",
    says: "no blank is taken away",
  },
  {
    mistake: "does not answer the third wrong word",
    edits: [
      {
        file: "access-word.ts",
        from: "    await send(socket, `${WORD_WRONG}\\n`);\n",
        to: "    if (attempt < MOST_ATTEMPTS) await send(socket, `${WORD_WRONG}\\n`);\n",
      },
    ],
    caughtBy: "three wrong words end the visit",
    says: "The third wrong word is answered, too",
  },
  {
    mistake: "takes a client that has left for one with a wrong word",
    edits: [
      {
        file: "access-word.ts",
        from: "    if (line.done === true) return false;\n",
        to: "",
      },
      {
        file: "access-word.ts",
        from: "isSameWord(line.value,",
        to: "isSameWord(line.value ?? `${undefined}`,",
      },
    ],
    caughtBy: "a client that leaves at the question is told no more",
    says: "there is no line to compare",
  },
  {
    mistake: "greets in the door as well as behind it",
    edits: [
      {
        file: "access-word.ts",
        from: "if (isSameWord(line.value, accessWord)) return true;",
        to: "if (isSameWord(line.value, accessWord)) {\n      await send(socket, `${WELCOME}\\n`);\n      return true;\n    }",
      },
    ],
    caughtBy: "a line together with the access word is echoed",
    says: "The server greets twice",
  },
  {
    mistake: "greets in words of its own, in Python",
    base: "python",
    edits: [{ file: "server.py", from: 'send("welcome")', to: 'send("Hello!")' }],
    caughtBy: "the server greets a client with welcome",
    says: "the greeting",
  },
  {
    mistake: "does not know IPv6",
    edits: [
      {
        file: "shared/config/parse-host.ts",
        from: "  if (isIPv6(host)) return valid(host);\n",
        to: "  void isIPv6;\n",
      },
    ],
    caughtBy: "an IPv6 address may stand in brackets",
    says: "::1 is an IPv6 address, and a host like any other",
  },
  {
    mistake: "adds a listener to the server for each visit",
    edits: [
      {
        file: "server.ts",
        from: "(socket) => serve(socket, ",
        to: '(socket) => serve(server.on("close", () => socket.end()) && socket, ',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
];
