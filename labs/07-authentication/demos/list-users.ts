/**
 * `npm run lab 07 list-users`: who has an account? Ask, and measure.
 *
 * The same stranger asks three servers: one with two answers, one whose single answer comes sooner for
 * a name that nobody has, and this lab's.
 *
 *     npm run lab 07 list-users
 */
import { createServer, type Server } from "node:net";
import { Attempts } from "../../../shared/auth/attempts.ts";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { hashPassword } from "../../../shared/auth/password-hash.ts";
import { formatRecord, parseRecord } from "../../../shared/auth/password-record.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { logTo } from "../../../shared/logging/log.ts";
import { loggedConnections } from "../../../shared/logging/logged-connections.ts";
import { listen } from "../../../shared/net/listen.ts";
import { endOnOutputError } from "../../../shared/process/program.ts";
import { scratchFolder } from "../../../shared/testing/scratch-folder.ts";
import { Accounts } from "../accounts.ts";
import { handleConnection } from "../handle-connection.ts";
import { enumerate, type Findings, middleOf } from "./parts/enumerate.ts";
import { leakyServer } from "./parts/leaky-server.ts";
import { showTable, timeOf } from "./parts/show.ts";

/** A cheap hash, so that nobody has to wait: the leaks are the same at any cost. */
const COST = { ln: 12, r: 8, p: 1 };

/** Whom the stranger asks for. */
const NAMES =
  "ada alan alice anna barbara ben bob carol claude david dennis edsger emma frank grace hans heidi ivan james john julia karen ken laura linus maria niklaus olga paul peter radia sarah thomas tim yuki".split(
    " ",
  );

/** Who really has an account. */
const USERS = ["ada", "barbara", "edsger", "grace", "ken", "linus", "niklaus", "radia"];

/** The server's usual limits; without them the stranger may ask for as many names as he likes. */
const LIMITS = { firstDelayMs: 1_000, maxDelayMs: 300_000 };
const THROTTLE = { ...LIMITS, accountAttempts: 5, addressAttempts: 20 };
const NO_THROTTLE = { ...LIMITS, accountAttempts: 1e6, addressAttempts: 1e6 };

const NEVER = new AbortController().signal;

endOnOutputError();
const folder = scratchFolder("lab-07-list-users-");
const accounts = await openAccounts();
console.log(
  `Somebody asks ${NAMES.length} names of each server. ${USERS.length} of them have an account.\n`,
);
showTable(
  ["server", "asked", "answers", "nobody's name", "a user's name", "taken for users"],
  [
    row("two answers", await ask(leakyServer(recordsOf(accounts), "answer"))),
    row("one answer, in two times", await ask(leakyServer(recordsOf(accounts), "time"))),
    row("lab 07, its throttle off", await ask(workedServer(accounts, NO_THROTTLE))),
    row("lab 07", await ask(workedServer(accounts, THROTTLE))),
  ],
);
await accounts.close();
console.log(
  "\nOne answer is not enough: it must take the same time, too. And nobody may ask for ever.",
);

function row(server: string, { users, signs, nobodyMs, stoppedBy }: Findings): string[] {
  const ofUsers = USERS.flatMap((name) => signs.get(name) ?? []);
  const right = users.filter((name) => USERS.includes(name)).length;
  return [
    server,
    stoppedBy === undefined ? String(signs.size) : `${signs.size}, then stopped`,
    String(new Set([...signs.values()].map(({ reason }) => reason)).size),
    timeOf(nobodyMs),
    timeOf(middleOf(ofUsers)),
    users.length === 0 ? "nobody" : `${users.length}, ${right} of them right`,
  ];
}

/** Lets the stranger loose on a server. */
async function ask(server: Server): Promise<Findings> {
  const findings = await enumerate(await listen(server, { host: "127.0.0.1", port: 0 }), NAMES);
  server.close();
  return findings;
}

/** This lab's server, as `server.ts` puts it together. */
function workedServer(accounts: Accounts, limits: typeof THROTTLE): Server {
  const sessions = new SessionTokens({ idleMs: 60_000, sessionMaxMs: 60_000 });
  const context = { accounts, sessions, attempts: new Attempts(limits) };
  const deadline = { logInMs: 60_000, idleMs: 60_000, stopping: NEVER };
  const handle = loggedConnections(logTo(() => {}));
  return createServer({ allowHalfOpen: true }, (socket) => {
    void handle(socket, (connection) => handleConnection(connection, context, deadline));
  });
}

async function openAccounts(): Promise<Accounts> {
  const options = { cost: COST, gate: new HashLimiter(), log: logTo(() => {}) };
  const accounts = await Accounts.open(folder, options);
  const users = USERS.map(async (name) => {
    return { name, password: formatRecord(await hashPassword(`the secret of ${name}`, COST)) };
  });
  await accounts.adopt(await Promise.all(users));
  return accounts;
}

function recordsOf(accounts: Accounts) {
  return new Map(
    accounts.list().flatMap(({ name, password }) => {
      const record = parseRecord(password);
      return record === undefined ? [] : [[name, record] as const];
    }),
  );
}
