/** Wrong ways to know who is there, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: readonly Mutant[] = [
  {
    mistake: "takes the address as the system gives it",
    edits: [
      {
        file: "visit.ts",
        from: "const address = normalizeAddress(host);",
        to: "const address = normalizeAddress(host) && host;",
      },
    ],
    caughtBy: "an IPv4 client of an IPv6 server is the same",
    says: "shows an IPv4 client of an IPv6 server as ::ffff:127.0.0.1",
  },
  {
    mistake: "knows clients by address and port",
    edits: [
      {
        file: "visit.ts",
        from: "const address = normalizeAddress(host);",
        to: "const address = `${normalizeAddress(host)}:${socket.remotePort}`;",
      },
    ],
    caughtBy: "the question names the address, and no port",
    says: "The port is another one at every visit",
  },
  {
    mistake: "takes a mapped address for IPv4 by cutting at the last colon",
    edits: [
      {
        file: "shared/net/normalize-address.ts",
        from: "return MAPPED.exec(shortest)?.[1] ?? shortest;",
        to: 'return shortest.slice(shortest.lastIndexOf(":") + 1) || (MAPPED.exec(shortest)?.[1] ?? "");',
      },
    ],
    caughtBy: "an IPv6 client has an address too",
    says: "::1 is a whole address",
  },
  {
    mistake: "looks for an address that begins alike",
    edits: [
      {
        file: "name-book.ts",
        from: "return this.#names.get(address);",
        to: "for (const [known, name] of this.#names) if (address.startsWith(known)) return name;\n    return undefined;",
      },
    ],
    caughtBy: "another address is another client",
    says: "Compare whole addresses",
  },
  {
    mistake: "asks one client after the other",
    edits: [
      {
        file: "introduce.ts",
        from: "const question = `who are you, ${address}?\\n`;",
        to: "const before = last;\n  last = lines.next.bind(lines) && new Promise((resolve) => socket.once('close', resolve));\n  await before;\n  const question = `who are you, ${address}?\\n`;",
      },
      {
        file: "introduce.ts",
        from: "/** Where the name goes. */",
        to: "let last: Promise<unknown> = Promise.resolve();\n\n/** Where the name goes. */",
      },
    ],
    caughtBy: "a client at the question holds up nobody",
    says: "While one client thinks about its name, the others wait",
  },
  {
    mistake: "takes the end of the stream for a name",
    edits: [
      {
        file: "introduce.ts",
        from: 'if (line.done === true || line.value === "exit") return undefined;\n    const parsed = book.parseName(line.value);',
        to: 'if (line.done !== true && line.value === "exit") return undefined;\n    const parsed = book.parseName(`${line.value}`);',
      },
    ],
    caughtBy: "leaving at the question stores nothing",
    says: "The end of the stream is no answer",
  },
  {
    mistake: "waits between the look and the entry",
    edits: [
      {
        file: "name-book.ts",
        from: "const earlier = this.#names.get(address) ?? this.#storing.get(address);\n    if (earlier !== undefined) return await earlier;",
        to: "const earlier = this.#names.get(address);\n    if (earlier !== undefined) return earlier;",
      },
    ],
    caughtBy: "one address has one name",
    says: "Between the look whether the address is known and the entry of its name",
  },
  {
    mistake: "reads the whole file, adds a line and writes it back",
    edits: [
      {
        file: "name-book.ts",
        from: "await this.#file.append({ address, name });",
        to: 'const before = await readFile(NameBook.path, "utf8");\n    await writeFile(NameBook.path, `${before}${csvLine([address, name])}\\n`);',
      },
      {
        file: "name-book.ts",
        from: "const { file, rows } = await CsvFile.open(path, COLUMNS, report);",
        to: "const { file, rows } = await CsvFile.open(path, COLUMNS, report);\n    NameBook.path = path;",
      },
      {
        file: "name-book.ts",
        from: "readonly #file: CsvFile<Column>;",
        to: 'static path = "";\n  readonly #file: CsvFile<Column>;',
      },
      {
        file: "name-book.ts",
        from: "const COLUMNS =",
        to: 'import { readFile, writeFile } from "node:fs/promises";\n\nconst COLUMNS =',
      },
    ],
    caughtBy: "fifty first visits at once lose none",
    says: "Two read the whole file, each adds its line",
  },
  {
    mistake: "greets first, and writes the file some time later",
    edits: [
      {
        file: "name-book.ts",
        from: "await this.#file.append({ address, name });",
        to: "setTimeout(() => this.#file.append({ address, name }), 1_000);",
      },
    ],
    caughtBy: "a name that was greeted is in the file",
    says: "before the name was in the file",
  },
  {
    mistake: "does not wait for the disk while it is busy",
    edits: [
      {
        file: "name-book.ts",
        from: "await this.#file.append({ address, name });",
        to: "if (this.#storing.size === 0) await this.#file.append({ address, name });\n    else setTimeout(() => this.#file.append({ address, name }), 200);",
      },
    ],
    caughtBy: "kill -9 loses no name that was greeted",
    says: "before the name was in the file",
  },
  {
    mistake: "begins with an empty table at every start",
    edits: [
      {
        file: "name-book.ts",
        from: "return new NameBook(file, namesIn(rows, report));",
        to: "return new NameBook(file, namesIn(rows.slice(rows.length), report));",
      },
    ],
    caughtBy: "names outlive a restart",
    says: "At the start the file is read",
  },
  {
    mistake: "reads the file as if there were always a good one",
    edits: [
      {
        file: "name-book.ts",
        from: "const { file, rows } = await CsvFile.open(path, COLUMNS, report);",
        to: 'const text = await readFile(path, "utf8").catch(() => "address,name");\n    if (!text.startsWith("address,name")) throw new Error("unexpected end of data");\n    const { file, rows } = await CsvFile.open(path, COLUMNS, report);',
      },
      {
        file: "name-book.ts",
        from: "const COLUMNS =",
        to: 'import { readFile } from "node:fs/promises";\n\nconst COLUMNS =',
      },
    ],
    caughtBy: "a file that is empty or missing is no trouble",
    says: "An empty file has no first line, and no names",
  },
  {
    mistake: "ends at a damaged line",
    edits: [
      {
        file: "name-book.ts",
        from: "const { file, rows } = await CsvFile.open(path, COLUMNS, report);",
        to: "const { file, rows } = await CsvFile.open(path, COLUMNS, (what) => {\n      throw new Error(what);\n    });",
      },
    ],
    caughtBy: "damaged lines are moved aside, and the others used",
    says: "One line that cannot be read is one line",
  },
  {
    mistake: "locks nothing",
    edits: [
      {
        file: "server.ts",
        from: "const unlock = await lockDataFolder(options.data);",
        to: "const unlock = async () => {};\n  lockDataFolder satisfies unknown;",
      },
    ],
    caughtBy: "a second server on the same data is refused",
    says: "Two servers that write into one file undo each other's work",
  },
  {
    mistake: "clears the file and keeps everybody in memory",
    edits: [{ file: "name-book.ts", from: "this.#names.clear();", to: "" }],
    caughtBy: "whoever was cleared is asked again",
    says: "its memory was not cleared",
  },
  {
    mistake: "clears the file without a trace",
    edits: [
      {
        file: "file-commands.ts",
        from: 'log.warn("file-cleared", { file: "names.csv", names });',
        to: "log satisfies unknown;",
      },
    ],
    caughtBy: "show file and clear file",
    says: "Without a trace nobody can tell",
  },
  {
    mistake: "takes nothing but the letters a to z for a name",
    edits: [
      {
        file: "shared/auth/parse-name.ts",
        from: 'if (HARMFUL.test(name)) return invalid("it holds a control character");',
        to: 'if (HARMFUL.test(name) || /[^a-z ]/i.test(name)) return invalid("letters only");',
      },
    ],
    caughtBy: "an odd name is kept whole",
    says: "People have such names",
  },
  {
    mistake: "joins the cells with a comma and nothing else",
    edits: [
      {
        file: "shared/storage/csv-row.ts",
        from: "return stringify([cells.map(cellAsWritten)], { eof: false, quoted_empty: true });",
        to: 'stringify satisfies unknown;\n  return cells.map(cellAsWritten).join(",");',
      },
    ],
    caughtBy: "an odd name is kept whole",
    says: "A comma or a quote in a cell",
  },
  {
    mistake: "keeps the names as properties of an object",
    edits: [
      {
        file: "name-book.ts",
        from: "return this.#names.get(address);",
        to: "const table: Record<string, string> = {};\n    for (const [known, name] of this.#names) table[name] = known;\n    return Object.keys(table).find((name) => table[name] === address);",
      },
    ],
    caughtBy: "an odd name is kept whole",
    says: "neither a separator, nor a key, nor code",
  },
  {
    mistake: "lets control characters into a name",
    edits: [
      {
        file: "shared/auth/parse-name.ts",
        from: "const HARMFUL = /[\\p{Cc}\\p{Zl}",
        to: "const HARMFUL = /[\\p{Zl}",
      },
    ],
    caughtBy: "what is no name is refused, and asked for again",
    says: "A tab is a control character",
  },
  {
    mistake: "counts units of 16 bits for letters",
    edits: [{ file: "shared/auth/parse-name.ts", from: "[...name].length", to: "name.length" }],
    caughtBy: "an odd name is kept whole",
    says: "People have such names",
  },
  {
    mistake: "takes é in two forms for two names",
    edits: [{ file: "shared/auth/parse-name.ts", from: '.normalize("NFC")', to: "" }],
    caughtBy: "a name has one form",
    says: "`é` is one letter, or `e` and an accent",
  },
  {
    mistake: "writes formulas as they are",
    edits: [
      {
        file: "shared/storage/csv-row.ts",
        from: "return FORMULA.test(escaped) ? `'${escaped}` : escaped;",
        to: "return escaped;",
      },
    ],
    caughtBy: "no name in the file is a formula",
    says: "A spreadsheet runs a cell",
  },
  {
    mistake: "escapes line ends, and not the escape character",
    edits: [
      {
        file: "shared/storage/csv-row.ts",
        from: "const UNSAFE = /[\\\\\\p{Cc}",
        to: "const UNSAFE = /[\\p{Cc}",
      },
    ],
    caughtBy: "a backslash in a name is escaped",
    says: "A backslash begins an escape in the file",
  },
  {
    mistake: "undoes one escape after the other",
    edits: [
      {
        file: "shared/storage/csv-row.ts",
        from: "return escaped.replace(ESCAPE, characterOf);",
        to: 'const joined = escaped.replaceAll("\\\\n", "\\n").replaceAll("\\\\r", "\\r").replaceAll("\\\\\\\\", "\\\\");\n  return joined.replace(ESCAPE, characterOf);',
      },
    ],
    caughtBy: "what stands guarded in the file is read back",
    says: "is one backslash",
  },
  {
    mistake: "takes every guard off",
    edits: [
      {
        file: "shared/storage/csv-row.ts",
        from: 'const escaped = written.startsWith("\'") ? written.slice(1) : written;',
        to: 'const escaped = written.replace(/^\'+/, "");',
      },
    ],
    caughtBy: "what stands guarded in the file is read back",
    says: "One `'` is the guard, the next belongs to the name",
  },
  {
    mistake: "writes on behind the torn line",
    edits: [
      {
        file: "shared/storage/torn-tail.ts",
        from: "return bytes.length > 0 && bytes.at(-1) !== LINE_END;",
        to: "return bytes.length < 0 && bytes.at(-1) !== LINE_END;",
      },
    ],
    caughtBy: "a torn last line is moved aside",
    says: "a crash tore it",
  },
  {
    mistake: "throws the torn line away",
    edits: [
      {
        file: "shared/storage/torn-tail.ts",
        from: 'const copy = await keepAside(path, "torn", bytes.subarray(end));',
        to: 'const copy = "nowhere";\n  keepAside satisfies unknown;',
      },
    ],
    caughtBy: "a torn last line is moved aside",
    says: "moved aside, never thrown away",
  },
  {
    mistake: "connects from wherever the system likes",
    edits: [
      {
        file: "connect-from.ts",
        from: 'const own = from === "" ? {} : { localAddress: from };',
        to: "const own = {};",
      },
    ],
    caughtBy: "the client comes from the address that it is told",
    says: "own address as `localAddress`",
  },
  {
    mistake: "does not end when the server has left",
    edits: [
      {
        file: "client.ts",
        from: "Promise.race([talk(socket, process.stdin, process.stdout), stopSignal()]),",
        to: "Promise.race([\n      talk(socket, process.stdin, process.stdout).then(() => new Promise(() => setInterval(() => {}, 1_000))),\n      stopSignal(),\n    ]),",
      },
    ],
    caughtBy: "the client shows what the server says",
    says: "The server has left: the client has nobody to talk to",
  },
  {
    mistake: "goes from another address when it cannot have its own",
    edits: [
      {
        file: "connect-from.ts",
        from: 'await once(socket, "connect");\n  return socket;',
        to: 'try {\n    await once(socket, "connect");\n    return socket;\n  } catch {\n    return await connectFrom({ host, port, from: "" });\n  }',
      },
    ],
    caughtBy: "an address that is not this machine's is told",
    says: "Whoever asks for one address, and gets another",
  },
  {
    mistake: "takes each chunk for a line",
    edits: [
      {
        file: "visit.ts",
        from: "const lines = linesOf(patiently(chunks, house));",
        to: 'const lines = (async function* () {\n    for await (const chunk of patiently(chunks, house)) yield String(chunk).replace(/\\r?\\n$/, "");\n    linesOf satisfies unknown;\n  })();',
      },
    ],
    caughtBy: "the name may come in pieces",
    says: "The end of a chunk is not the end of a line",
  },
  {
    mistake: "looks for an address in the text of the file",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: '    if address in names.known:\n        await say(f"welcome back, {names.known[address]}")',
        to: '    found = [name for known, name in names.known.items() if address in known]\n    if found:\n        await say(f"welcome back, {found[0]}")',
      },
    ],
    caughtBy: "another address is another client",
    says: "a search in the file's text do not",
  },
  {
    mistake: "keeps the address of the last client in a variable that all share",
    base: "callbacks",
    edits: [
      { file: "server.ts", from: "class Visit {", to: 'let address = "";\n\nclass Visit {' },
      {
        file: "server.ts",
        from: "this.#address = addressOf(socket);",
        to: "this.#address = addressOf(socket);\n    address = this.#address;",
      },
      { file: "server.ts", from: "names.add(this.#address, name)", to: "names.add(address, name)" },
    ],
    caughtBy: "clients that speak at the same time are kept apart",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "calls itself for the next line",
    base: "callbacks",
    edits: [
      {
        file: "server.ts",
        from: "    for (let end = this.#rest.indexOf(10); end >= 0; end = this.#rest.indexOf(10)) {",
        to: "    const end = this.#rest.indexOf(10);\n    if (end >= 0) {",
      },
      {
        file: "server.ts",
        from: 'this.#line(text.endsWith("\\r") ? text.slice(0, -1) : text);',
        to: 'this.#line(text.endsWith("\\r") ? text.slice(0, -1) : text);\n      this.#take(Buffer.alloc(0));',
      },
    ],
    caughtBy: "twenty thousand lines in one write all come back",
    says: "Maximum call stack size exceeded",
  },
  {
    mistake: "takes exit with a CR for a name",
    base: "python",
    edits: [
      { file: "server.py", from: '.removesuffix(b"\\r").decode(errors', to: ".decode(errors" },
    ],
    caughtBy: "a line may end with CR LF",
    says: "Telnet and Windows end a line with CR LF",
  },
  {
    mistake: "welcomes a stranger back",
    edits: [
      {
        file: "introduce.ts",
        from: 'name === given ? "nice to meet you" : "welcome back"',
        to: '"welcome back"',
      },
    ],
    caughtBy: "a stranger and an acquaintance are greeted in different words",
    says: "It must say just the words of the page",
  },
  {
    mistake: "asks at every visit",
    edits: [
      {
        file: "visit.ts",
        from: "const known = book.nameOf(address);",
        to: "const known = book.nameOf(address) && undefined;",
      },
    ],
    caughtBy: "a client whose address is known is not asked again",
    says: "The name was given a moment ago",
  },
  {
    mistake: "says good-bye and stays",
    edits: [
      {
        file: "visit.ts",
        from: "  socket.end();\n  await linger",
        to: '  if (ending !== "exit") socket.end();\n  await linger',
      },
    ],
    caughtBy: "after the greeting lines come back, and exit ends the visit",
    says: "after the good-bye the server ends its side",
  },
  {
    mistake: "ends the visit at an empty line",
    edits: [
      {
        file: "visit.ts",
        from: 'if (line === "exit") return "exit";',
        to: 'if (line === "exit" || line === "") return "exit";',
      },
    ],
    caughtBy: "after the greeting lines come back, and exit ends the visit",
    says: "Every line but `exit` comes back as it was",
  },
  {
    mistake: "keeps names in small letters",
    edits: [
      {
        file: "shared/auth/parse-name.ts",
        from: "return valid(name);",
        to: "return valid(name.toLowerCase());",
      },
    ],
    caughtBy: "an odd name is kept whole",
    says: "People have such names",
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
