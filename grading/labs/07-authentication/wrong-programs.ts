/** Wrong programs of lab 07, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

/** Where the throttle is asked before a log-in. */
const THROTTLE_FIRST = `  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  const user = await accounts.whoIs(name, password);`;

export const mutants: readonly Mutant[] = [
  {
    mistake: "stores the password as it was typed",
    edits: [
      {
        file: "accounts.ts",
        from: "await this.#add({ name, password: formatRecord(record) });",
        to: "await this.#add({ name, password });",
      },
    ],
    caughtBy: "a password is kept as scrypt with a salt",
    says: "The password itself stands in the file",
  },
  {
    mistake: "stores the md5 of the password",
    edits: [
      {
        file: "accounts.ts",
        from: "import { hashPassword, verifyPassword }",
        to: "import { hashPassword, md5Of, verifyPassword }",
      },
      {
        file: "accounts.ts",
        from: "await this.#add({ name, password: formatRecord(record) });",
        to: "await this.#add({ name, password: md5Of(password) });",
      },
    ],
    caughtBy: "a password is kept as scrypt with a salt",
    says: "It is the md5 of the password: so quick",
  },
  {
    mistake: "registers and logs in at once",
    edits: [
      {
        file: "answer.ts",
        from: "{ accounts, attempts }: House,\n): Promise<Answer> {\n  const password",
        to: "{ accounts, attempts, sessions }: House,\n): Promise<Answer> {\n  const password",
      },
      {
        file: "answer.ts",
        from: 'return { type: "registered" };',
        to: 'return { type: "welcome", name, token: sessions.open(name) };',
      },
    ],
    caughtBy: "a registration gets one answer: registered",
    says: "To register is not to log in",
  },
  {
    mistake: "welcomes under the name that was typed",
    edits: [
      {
        file: "answer.ts",
        from: 'return { type: "welcome", name: user.name,',
        to: 'return { type: "welcome", name,',
      },
    ],
    caughtBy: "each client is welcomed under its own name",
    says: "not the one that was typed now",
  },
  {
    mistake: "takes the text of the salt, not its bytes",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: "const hash = await derive(password, salt, cost);",
        to: 'const hash = await derive(password, Buffer.from(salt.toString("base64")), cost);',
      },
    ],
    caughtBy: "a password is kept as scrypt with a salt",
    says: "take the salt's bytes, not its base64",
  },
  {
    mistake: "has one salt for everybody",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: "const salt = randomBytes(SALT_BYTES);",
        to: 'const salt = Buffer.from("pinch of sea salt");',
      },
    ],
    caughtBy: "two users with one password get different records",
    says: "One salt for all makes one task of all records",
  },
  {
    mistake: "takes a cheap hash unless told otherwise",
    edits: [{ file: "settings.ts", from: "String(DEFAULT_COST.ln)", to: '"12"' }],
    caughtBy: "the usual cost of a hash is 2^17, and slow",
    says: "should have the form $scrypt$ln=17",
  },
  {
    mistake: "looks whether a name is free only before the hash",
    edits: [
      {
        file: "accounts.ts",
        from: 'may have taken the name.\n    if (!this.#looks.take(name)) return "taken";',
        to: "may have taken the name.\n    this.#looks.take(name);",
      },
    ],
    caughtBy: "of those who want one name at once, one gets it",
    says: "ask again after every await",
  },
  {
    mistake: "tells names apart by their capital letters, in Python",
    base: "python",
    edits: [
      {
        file: "store.py",
        from: 'unicodedata.normalize("NFC", name).lower()',
        to: 'unicodedata.normalize("NFC", name)',
      },
    ],
    caughtBy: "a name is the same in large and small letters",
    says: "can pass for her",
  },
  {
    mistake: "keeps users in an object",
    edits: [
      {
        file: "accounts.ts",
        from: "return this.#users.has(keyOf(name));",
        to: "return keyOf(name) in Object.fromEntries(this.#users);",
      },
    ],
    caughtBy: "__proto__ is a name like any other",
    says: "Keep users in a Map",
  },
  {
    mistake: "takes any password",
    edits: [
      {
        file: "answer.ts",
        from: "const password = parsePassword(text);",
        to: "const password = { ok: true, value: text };",
      },
    ],
    caughtBy: "bad names and passwords are refused",
    says: "8 characters at least",
  },
  {
    mistake: "counts UTF-16 units in a password",
    edits: [
      {
        file: "answer.ts",
        from: "if (!password.ok) return",
        to: "if (!password.ok && !(text.length >= 8 && text.length < 20 && !/^pass/i.test(text))) return",
      },
      {
        file: "answer.ts",
        from: "registered(accounts, name, password.value, log)",
        to: "registered(accounts, name, text, log)",
      },
    ],
    caughtBy: "bad names and passwords are refused",
    says: "counts UTF-16 units, and an emoji has two",
  },
  {
    mistake: "does not expect that a line is no JSON",
    edits: [
      {
        file: "parse-fields.ts",
        from: "  } catch {\n    return undefined;\n",
        to: "  } finally {\n",
      },
    ],
    caughtBy: "what is not understood is answered",
    says: "Whatever comes from the network can be anything",
  },
  {
    mistake: "takes each chunk for whole lines",
    edits: [
      {
        file: "visit.ts",
        from: "splitter.push(arrival.chunk)",
        to: 'arrival.chunk.toString().trim().split("\\n")',
      },
    ],
    caughtBy: "requests may come in pieces, and two together",
    says: "a line may come in pieces",
    saysFirst: "A line may come in pieces",
  },
  {
    mistake: "serves one client after the other",
    edits: [
      {
        file: "server.ts",
        from: "welcome(server, (socket) => serve(",
        to: "welcome(server, (socket) => oneByOne = oneByOne.then(() => serve(",
      },
      {
        file: "server.ts",
        from: "visit(guest, house, limits)));",
        to: "visit(guest, house, limits))));",
      },
      {
        file: "server.ts",
        from: "  const serve = loggedVisits(log);",
        to: "  let oneByOne = Promise.resolve();\n  const serve = loggedVisits(log);",
      },
    ],
    caughtBy: "a client that says nothing holds up nobody",
    says: "each visit needs its own course",
  },
  {
    mistake: "has a limit on silence in the place of a deadline",
    edits: [
      {
        file: "visit.ts",
        from: "return Math.max(0, this.#deadline - performance.now());",
        to: "return this.#limits.logInMs;",
      },
    ],
    caughtBy: "a client has a deadline to log in",
    says: "one byte now and then is no silence",
  },
  {
    mistake: "writes new users when it stops",
    edits: [
      { file: "accounts.ts", from: "      await this.#file.append(user);", to: "" },
      {
        file: "accounts.ts",
        from: "    await this.#file.close();",
        to: "    await this.#file.replaceAll(this.list());\n    await this.#file.close();",
      },
    ],
    caughtBy: "an acknowledged registration survives kill -9",
    says: "`registered` is a promise",
    saysFirst: "What is acknowledged must be on disk",
  },
  {
    mistake: "gives up at a damaged line of its file",
    edits: [
      {
        file: "accounts.ts",
        from: "const { file, rows } = await CsvFile.open",
        to: `const { existsSync, readFileSync } = await import("node:fs");
    const path = join(folder, "users.csv");
    const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\\n").slice(1) : [];
    for (const line of lines) {
      if (parseRecord(line.split('"')[1]) === undefined) throw new Error("cannot read " + line);
    }
    const { file, rows } = await CsvFile.open`,
      },
    ],
    caughtBy: "a missing or damaged users file stops nobody",
    says: "The server crashed: Error: cannot read",
  },
  {
    mistake: "computes whether the password fits, and does not look at it",
    edits: [
      {
        file: "accounts.ts",
        from: "if (user === undefined || !fits) return undefined;",
        to: "if (user === undefined) return undefined;",
      },
    ],
    caughtBy: "a wrong password and an unknown user get the same answer",
    says: "is the outcome of the comparison looked at",
  },
  {
    mistake: "says that there is no such user",
    edits: [
      {
        file: "answer.ts",
        from: "return refused(WRONG);",
        to: 'return refused(accounts.has(name) ? WRONG : "no such user");',
      },
    ],
    caughtBy: "a wrong password and an unknown user get the same answer",
    says: "tells a stranger which names exist",
  },
  {
    mistake: "compares the beginning of the hash",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: "return timingSafeEqual(hash, record.hash);",
        to: "return hash[40] === record.hash[40];",
      },
    ],
    caughtBy: "a wrong password and an unknown user get the same answer",
    says: "is the outcome of the comparison looked at",
  },
  {
    mistake: "computes no hash for an unknown user",
    edits: [
      {
        file: "accounts.ts",
        from: '    const record = parseRecord(user?.password ?? "")',
        to: '    if (user === undefined) return undefined;\n    const record = parseRecord(user?.password ?? "")',
      },
    ],
    caughtBy: "an unknown user costs a hash too",
    says: "with a record of nobody",
  },
  {
    mistake: "computes as many hashes as it is asked for",
    edits: [
      {
        file: "server.ts",
        from: "gate: new HashGate()",
        to: "gate: { run: (work) => work() }",
      },
    ],
    caughtBy: "more than ten log-ins at once are told that all are busy",
    says: "whoever asks for a hundred takes down the server",
  },
  {
    mistake: "hashes a password as it was typed",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: 'runScrypt(password.normalize("NFC"), salt',
        to: "runScrypt(password, salt",
      },
    ],
    caughtBy: "the letters of a password may be put together in two ways",
    says: "Bring passwords into Unicode's form NFC",
  },
  {
    mistake: "takes a constant for what stands in the record",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: "const hash = await derive(secret, record.salt, record.cost);",
        to: "const hash = await derive(secret, record.salt.subarray(0, SALT_BYTES), record.cost);",
      },
    ],
    caughtBy: "a record tells its own cost and salt",
    says: "Take both from the record",
  },
  {
    mistake: "writes a wrong password into the log",
    edits: [
      {
        file: "answer.ts",
        from: "{ user: accounts.has(name) ? name : undefined }",
        to: "{ user: name, tried: password }",
      },
    ],
    caughtBy: "secrets stand in no file and on no screen",
    says: "often the right one with a typing error",
  },
  {
    mistake: "takes the old md5 over as they are",
    edits: [
      {
        file: "legacy.ts",
        from: "formatRecord(await wrapMd5(md5, cost))",
        to: "md5",
      },
    ],
    caughtBy: "old md5 users are wrapped at the start",
    says: "wrap every one at the start",
  },
  {
    mistake: "leaves the old file where it is",
    edits: [{ file: "legacy.ts", from: "  await rm(path);", to: "" }],
    caughtBy: "old md5 users are wrapped at the start",
    says: "users-md5.csv should be gone",
  },
  {
    mistake: "lets the md5 itself in",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: 'record.kind === "md5+scrypt" ? md5Of',
        to: 'record.kind === "md5+scrypt" && password.length !== 32 ? md5Of',
      },
    ],
    caughtBy: "old md5 users are wrapped at the start",
    says: "it must not open the door",
  },
  {
    mistake: "leaves a wrapped record as it is",
    edits: [
      {
        file: "accounts.ts",
        from: "    if (!isUpToDate(record, this.#options.cost)) await this.#renew(user, password);",
        to: "",
      },
    ],
    caughtBy: "an old record is replaced at the log-in",
    says: "should have the form $scrypt$ln=10",
  },
  {
    mistake: "makes tokens of 8 bytes",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: "const TOKEN_BYTES = 32;",
        to: "const TOKEN_BYTES = 8;",
      },
    ],
    caughtBy: "a log-in is welcomed with a token of 32 bytes",
    says: "should be 32 bytes in base64url",
  },
  {
    mistake: "computes the token from the name",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: 'randomBytes(TOKEN_BYTES).toString("base64url")',
        to: "digestOf(user)",
      },
    ],
    caughtBy: "every log-in gets a token of its own",
    says: "it is the sha256 of the name",
  },
  {
    mistake: "writes the token into the log",
    edits: [
      {
        file: "answer.ts",
        from: 'return { type: "welcome", name: user.name, token: sessions.open(user.name) };',
        to: 'const session = sessions.open(user.name);\n  log.info("session", { session });\n  return { type: "welcome", name: user.name, token: session };',
      },
    ],
    caughtBy: "a token stands in no file and on no screen",
    says: "Whoever has the token is logged in",
  },
  {
    mistake: "takes the address for the session",
    edits: [
      {
        file: "answer.ts",
        from: "/** The client that asks. */",
        to: "const users = new Map();\n\n/** The client that asks. */",
      },
      {
        file: "answer.ts",
        from: '  log.info("log-in", { user: user.name });',
        to: '  log.info("log-in", { user: user.name });\n  users.set(host, user.name);',
      },
      {
        file: "answer.ts",
        from: "const user = sessions.userOf(token);",
        to: "const user = sessions.userOf(token) ?? users.get(guest.host);",
      },
    ],
    caughtBy: "without a good token nothing is served",
    says: "a stranger, wherever he comes from",
  },
  {
    mistake: "does not expect an unknown token",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: "if (session === undefined) return undefined;",
        to: 'if (session === undefined) throw new Error("no such session");',
      },
    ],
    caughtBy: "without a good token nothing is served",
    says: "after each restart every client has one",
  },
  {
    mistake: "refuses a wrong password, with a token",
    edits: [
      {
        file: "answer.ts",
        from: "return refused(WRONG);",
        to: "return { ...refused(WRONG), token: sessions.open(name) };",
      },
    ],
    caughtBy: "a wrong password lets nobody in",
    says: "should bring no token",
  },
  {
    mistake: "reads the message before the token",
    edits: [
      {
        file: "answer.ts",
        from: "  const user = sessions.userOf(token);\n  if (user === undefined) return refused(NOT_LOGGED_IN);\n  const command = parseCommand(fields);\n  if (!command.ok) return refused(`not understood: ${command.reason}`);",
        to: "  const command = parseCommand(fields);\n  if (!command.ok) return refused(`not understood: ${command.reason}`);\n  const user = sessions.userOf(token);\n  if (user === undefined) return refused(NOT_LOGGED_IN);",
      },
    ],
    caughtBy: "the token is checked before anything else",
    says: "look at the token first",
  },
  {
    mistake: "ends the session with the connection",
    edits: [
      {
        file: "visit.ts",
        from: "      patience.note(answer);",
        to: '      patience.note(answer);\n      if (answer.type === "welcome") {\n        socket.once("close", () => house.sessions.close(answer.token));\n      }',
      },
    ],
    caughtBy: "a token is bound to the user, not to the connection",
    says: "A phone changes its connection",
  },
  {
    mistake: "says good-bye and leaves the session open",
    edits: [
      {
        file: "answer.ts",
        from: '  if (command.value.type === "log-out") sessions.close(token);',
        to: "",
      },
    ],
    caughtBy: "log-out ends the session, and no other",
    says: "To close the connection is not enough",
  },
  {
    mistake: "never ends an idle session",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: "return now >= endsAtMs || now >= lastUseMs + this.#limits.idleMs;",
        to: "return now >= endsAtMs;",
      },
    ],
    caughtBy: "a session that is not used ends",
    says: "note each use, and look at the last one",
  },
  {
    mistake: "counts the idle time from the log-in",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: "    session.lastUseMs = this.#now();",
        to: "",
      },
    ],
    caughtBy: "a session that is used lasts, and ends all the same",
    says: "Each use begins the idle time anew",
  },
  {
    mistake: "lets a session that is used live forever",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: "return now >= endsAtMs || now >= lastUseMs + this.#limits.idleMs;",
        to: "return now >= lastUseMs + this.#limits.idleMs;",
      },
    ],
    caughtBy: "a session that is used lasts, and ends all the same",
    says: "an end that no use puts off",
  },
  {
    mistake: "counts attempts by connection",
    edits: [
      {
        file: "server.ts",
        from: "visit(guest, house, limits)",
        to: "visit(guest, { ...house, attempts: new Attempts(options) }, limits)",
      },
    ],
    caughtBy: "after too many wrong passwords even the right one must wait",
    says: "to connect again costs nothing",
  },
  {
    mistake: "counts attempts at users who exist only",
    edits: [
      {
        file: "answer.ts",
        from: THROTTLE_FIRST,
        to: THROTTLE_FIRST.replace(
          "attempts.begin(attempt)",
          "accounts.has(name) ? attempts.begin(attempt) : 0",
        ),
      },
    ],
    caughtBy: "an unknown user has to wait just the same",
    says: "Count by the name that was given",
  },
  {
    mistake: "counts an attempt when it has turned out wrong",
    edits: [
      {
        file: "shared/auth/attempts.ts",
        from: "    this.#accounts.count(keyOf(name));\n    this.#addresses.count(networkOf(address));\n    return 0;\n  }",
        to: "    return 0;\n  }\n\n  wasWrong({ address, name }) {\n    this.#accounts.count(keyOf(name));\n    this.#addresses.count(networkOf(address));\n  }",
      },
      {
        file: "answer.ts",
        from: "return refused(WRONG);",
        to: "attempts.wasWrong(attempt);\n    return refused(WRONG);",
      },
    ],
    caughtBy: "attempts that come at once do not slip through",
    says: "Count an attempt before you look at it",
  },
  {
    mistake: "does not count by address",
    edits: [
      {
        file: "shared/auth/attempts.ts",
        from: "      this.#addresses.waitFor(networkOf(address)),\n",
        to: "",
      },
    ],
    caughtBy: "one address that tries many names has to wait",
    says: "Count by address as well",
  },
  {
    mistake: "makes every wait as long as the first",
    edits: [
      {
        file: "shared/auth/throttle.ts",
        from: "Math.min(firstMs * 2 ** (waits - 1), mostMs)",
        to: "Math.min(firstMs, mostMs)",
      },
    ],
    caughtBy: "the wait doubles, up to the longest, and never lasts forever",
    says: "each further one twice as long",
  },
  {
    mistake: "lets the waits grow without a bound",
    edits: [
      {
        file: "shared/auth/throttle.ts",
        from: "Math.min(firstMs * 2 ** (waits - 1), mostMs)",
        to: "firstMs * 2 ** (waits - 1)",
      },
    ],
    caughtBy: "the wait doubles, up to the longest, and never lasts forever",
    says: "none longer than the longest",
  },
  {
    mistake: "goes on counting after a right password",
    edits: [
      {
        file: "answer.ts",
        from: '  attempts.wasRight(attempt);\n  log.info("log-in", { user: user.name });',
        to: '  log.info("log-in", { user: user.name });',
      },
    ],
    caughtBy: "a right password ends the counting",
    says: "The owner has shown up",
  },
  {
    mistake: "asks the throttle after the hash",
    edits: [
      {
        file: "answer.ts",
        from: THROTTLE_FIRST,
        to: `  const user = await accounts.whoIs(name, password);
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);`,
      },
    ],
    caughtBy: "whoever must wait costs no hash",
    says: "The hash is computed first, and the throttle asked afterwards",
  },
  {
    mistake: "sends the token with the first message only",
    edits: [
      {
        file: "talk.ts",
        from: "  const { token } = session;",
        to: "  let { token } = session;",
      },
      {
        file: "talk.ts",
        from: '    if (answer.type !== "said") throw refusal("go on", answer);',
        to: '    if (answer.type !== "said") throw refusal("go on", answer);\n    token = "";',
      },
    ],
    caughtBy: "the client logs in, and sends its token with every message",
    says: "Every message carries the token",
  },
  {
    mistake: "leaves without a log-out",
    edits: [
      {
        file: "talk.ts",
        from: '  const answer = await exchange.ask({ type: "log-out", token });\n  if (answer.type !== "good-bye") throw refusal("log out", answer);',
        to: "",
      },
    ],
    caughtBy: "the client logs out when its input ends",
    says: "leaves a good token behind",
  },
  {
    mistake: "logs in where it should register",
    edits: [
      {
        file: "enter.ts",
        from: '  if (type === "register") await register(exchange, name, password);',
        to: "",
      },
    ],
    caughtBy: "the client registers first when it is told so",
    says: '"type" should be "register"; it is "log-in"',
  },
  {
    mistake: "goes on after a refused log-in",
    edits: [
      {
        file: "enter.ts",
        from: 'if (!isWrong(answer) || another === undefined) throw refusal("log in", answer);',
        to: 'if (!isWrong(answer) || another === undefined) return { name, token: "" };',
      },
    ],
    caughtBy: "a refused log-in ends the client",
    says: "goes on as if it had been welcomed",
  },
  {
    mistake: "prints the token",
    edits: [
      {
        file: "client.ts",
        from: "`logged in as ${session.name}`",
        to: "`logged in as ${session.name}, token ${session.token}`",
      },
    ],
    caughtBy: "the client prints neither password nor token",
    says: "should not print the token",
  },
  {
    mistake: "does not notice that the server has left",
    edits: [{ file: "talk.ts", from: "    exchange.unasked().then(leave),\n", to: "" }],
    caughtBy: "a server that leaves ends the client",
    says: "does not notice that nobody is there any more",
  },
  {
    mistake: "prints what was said as it came",
    edits: [{ file: "talk.ts", from: "printable(answer.text)", to: "answer.text" }],
    caughtBy: "what was said cannot command the terminal",
    says: "print them as escapes",
  },
  {
    mistake: "goes without a name when none was given",
    edits: [
      {
        file: "credentials.ts",
        from: '  if (name === "") throw missing("name", "LAB_NAME");',
        to: "",
      },
    ],
    caughtBy: "what is missing is said",
    says: "nobody is there to be asked",
  },
  {
    mistake: "shows the password while it is typed",
    edits: [
      {
        file: "credentials.ts",
        from: 'fallback: "", secret: true }',
        to: 'fallback: "" }',
      },
    ],
    caughtBy: "in a terminal the client asks, and hides the password",
    says: "look over the shoulder",
  },
  {
    mistake: "reads the whole users file, adds a user and writes it back",
    edits: [
      {
        file: "accounts.ts",
        from: 'import { join } from "node:path";',
        to: 'import { readFile, writeFile } from "node:fs/promises";\nimport { join } from "node:path";',
      },
      { file: "accounts.ts", from: "  readonly #nobody;", to: '  readonly #nobody;\n  path = "";' },
      {
        file: "accounts.ts",
        from: "    return accounts;",
        to: "    accounts.path = join(folder, FILE);\n    return accounts;",
      },
      {
        file: "accounts.ts",
        from: "      await this.#file.append(user);",
        to: '      const text = await readFile(this.path, "utf8");\n      await writeFile(this.path, `${text}${user.name},"${user.password}"\\n`);',
      },
    ],
    caughtBy: "users who register at the same time are all kept",
    says: "Two read the whole file, each adds its user",
  },
  {
    mistake: "reads the whole users file and writes it back without a lock, in Python",
    base: "python",
    edits: [
      {
        file: "store.py",
        from: `            with open(self.path, "a", encoding="utf-8", newline="") as file:
                file.write(row(name, record))
                file.flush()
                os.fsync(file.fileno())
            return True`,
        to: `        with open(self.path, encoding="utf-8", newline="") as file:
            text = file.read()
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            file.write(text + row(name, record))
            file.flush()
            os.fsync(file.fileno())
        return True`,
      },
    ],
    caughtBy: "users who register at the same time are all kept",
    says: "Two read the whole file, each adds its user",
  },
  {
    mistake: "keeps the unfinished line of all clients in one variable",
    edits: [
      { file: "visit.ts", from: "  const splitter = new LineSplitter();\n", to: "" },
      {
        file: "visit.ts",
        from: "export interface VisitLimits {",
        to: "const splitter = new LineSplitter();\n\nexport interface VisitLimits {",
      },
    ],
    caughtBy: "clients that speak at the same time are kept apart",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "keeps the unfinished line of all clients in one variable, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "def visit(client, host):",
        to: 'rest = b""\n\n\ndef visit(client, host):\n    global rest',
      },
      { file: "server.py", from: '    rest = b""\n    has_ended', to: "    has_ended" },
    ],
    caughtBy: "clients that speak at the same time are kept apart",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "answers the next request by calling itself",
    base: "callbacks",
    edits: [{ file: "server.ts", from: "    if (this.#isInLoop) return;\n", to: "" }],
    caughtBy: "twenty thousand requests in one write are all answered",
    says: "Maximum call stack size exceeded",
  },
  {
    mistake: "compares the first half of two hashes",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: "return timingSafeEqual(hash, record.hash);",
        to: "return timingSafeEqual(hash.subarray(0, 16), record.hash.subarray(0, 16));",
      },
    ],
    caughtBy: "the whole hash is compared",
    says: "compare all 32 bytes",
  },
  {
    mistake: "compares the first eight bytes of two hashes, in Python",
    base: "python",
    edits: [{ file: "store.py", from: "salt, ln), digest)", to: "salt, ln)[:8], digest[:8])" }],
    caughtBy: "the whole hash is compared",
    says: "compare all 32 bytes",
  },
  {
    mistake: "brings passwords into the form NFKC",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: 'runScrypt(password.normalize("NFC"), salt',
        to: 'runScrypt(password.normalize("NFKC"), salt',
      },
    ],
    caughtBy: "every character of a password counts",
    says: "The form NFKC makes them the same",
  },
  {
    mistake: "takes the blanks off a password, in Python",
    base: "python",
    edits: [
      {
        file: "store.py",
        from: 'data = unicodedata.normalize("NFC", text).encode()',
        to: 'data = unicodedata.normalize("NFC", text.strip()).encode()',
      },
    ],
    caughtBy: "every character of a password counts",
    says: "do not trim it",
  },
  {
    mistake: "hashes the password in lower case",
    edits: [
      {
        file: "shared/auth/password-hash.ts",
        from: 'runScrypt(password.normalize("NFC"), salt',
        to: 'runScrypt(password.toLowerCase().normalize("NFC"), salt',
      },
    ],
    caughtBy: "a password is kept as scrypt with a salt",
    says: "that of the password in lower case",
  },
  {
    mistake: "writes a user's name into the log as it is",
    base: "callbacks",
    edits: [{ file: "server.ts", from: "user=${quoted(user.name)}", to: "user=${user.name}" }],
    caughtBy: "a name cannot forge a field of the log",
    says: "it reads like the next field",
  },
  {
    mistake: "writes a user's name into the log as it is, in Python",
    base: "python",
    edits: [{ file: "server.py", from: "user={json.dumps(user)}", to: "user={user}" }],
    caughtBy: "a name cannot forge a field of the log",
    says: "it reads like the next field",
  },
  {
    mistake: "keeps who logs in in a variable that all share",
    edits: [
      {
        file: "answer.ts",
        from: "async function logIn(",
        to: 'let current = "";\n\nasync function logIn(',
      },
      {
        file: "answer.ts",
        from: "  const user = await accounts.whoIs(name, password);",
        to: "  current = name;\n  const user = await accounts.whoIs(name, password);",
      },
      { file: "answer.ts", from: "name: user.name, token:", to: "name: current, token:" },
    ],
    caughtBy: "each client is welcomed under its own name",
    says: "in a variable of the module, which all connections share",
  },
  {
    mistake: "brings what is said into another form",
    edits: [
      {
        file: "answer.ts",
        from: 'type: "said", text: command.text',
        to: 'type: "said", text: command.text.normalize("NFC")',
      },
    ],
    caughtBy: "a text comes back as it was, in any script",
    says: "send it back as it came",
  },
  {
    mistake: "makes a token of the name and the time",
    edits: [
      {
        file: "shared/auth/session-tokens.ts",
        from: 'const token = randomBytes(TOKEN_BYTES).toString("base64url");',
        to: "const token = digestOf(user + Date.now());",
      },
    ],
    caughtBy: "every log-in gets a token of its own",
    says: "tries some thousand times",
  },
  {
    mistake: "doubles the wait by shifting a number of 32 bits",
    edits: [
      {
        file: "shared/auth/throttle.ts",
        from: "firstMs * 2 ** (waits - 1)",
        to: "firstMs << (waits - 1)",
      },
    ],
    caughtBy: "a wait never grows past the longest",
    says: "`<<` makes 32 bits of it",
  },
  {
    mistake: "registers again with another password",
    edits: [
      {
        file: "enter.ts",
        from: '  if (type === "register") await register(exchange, name, password);\n',
        to: "",
      },
      {
        file: "enter.ts",
        from: '    const answer = await exchange.ask({ type: "log-in"',
        to: '    if (type === "register") await register(exchange, name, tried);\n    const answer = await exchange.ask({ type: "log-in"',
      },
    ],
    caughtBy: "a client that has registered tries another password without registering again",
    says: "Only the log-in is tried once more",
  },
  {
    mistake: "logs no log-in",
    edits: [{ file: "answer.ts", from: '  log.info("log-in", { user: user.name });\n', to: "" }],
    caughtBy: "the log tells of each log-in",
    says: "it should be found so, and the log tell it",
  },
  {
    mistake: "adds a listener for SIGTERM for each visit",
    edits: [
      {
        file: "visit.ts",
        from: "  const chunks = chunksOf(socket);\n  const ending",
        to: '  const chunks = chunksOf(socket);\n  process.once("SIGTERM", () => socket.end());\n  const ending',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
];
