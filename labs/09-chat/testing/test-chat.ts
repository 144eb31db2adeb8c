/** For tests: a whole chat in this process. */
import { createServer } from "node:net";
import { onTestFinished } from "vitest";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { logTo } from "../../../shared/logging/log.ts";
import { logLine } from "../../../shared/logging/log-line.ts";
import type { Address } from "../../../shared/net/address.ts";
import { shutdown, trackConnections } from "../../../shared/net/graceful-shutdown.ts";
import { listen } from "../../../shared/net/listen.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { Accounts } from "../b-accounts/accounts.ts";
import { Guesses } from "../b-accounts/guesses.ts";
import type { Answers } from "../c-room/answer-request.ts";
import { connectionHandler, type ServerOptions } from "../c-room/handle-connection.ts";
import { Room } from "../c-room/room.ts";
import { DedupCache, History } from "../d-delivery/history.ts";
import { answersFromHistory } from "../d-delivery/requests.ts";
import { openClientsCsv } from "../users/clients-csv.ts";
import type { UserStore } from "../users/user-store.ts";
import { acceptOptions } from "./channels.ts";

/** Nothing is limited unless the test says so. */
const USUAL = {
  perUser: 1_000,
  logInMs: 60_000,
  pingMs: 60_000,
  pongMs: 60_000,
  slowBytes: 65_536,
  slowMs: 10_000,
  queueBytes: 262_144,
  perAddress: 8,
  newPerAddress: 30,
  limitLoopback: false,
  burst: 1_000_000,
  perSecond: 1_000_000,
};

export interface TestChat {
  address: Address;
  context: ServerOptions;
  history: History;
  /** Where its users are kept. */
  users: UserStore;
  /** What the log has been told, without the times. */
  log: string[];
  /** Begins the stop; settles when it is over. */
  stop(): Promise<void>;
}

/** A chat that ends with the test. */
export async function startChat(
  changes: Partial<ServerOptions> & {
    folder?: string;
    /** What it answers, when it keeps no history. */
    answers?: (chat: { room: Room; accounts: Accounts }) => Answers;
  } = {},
): Promise<TestChat> {
  const lines: string[] = [];
  const log = logTo((level, event, fields) => {
    lines.push(
      logLine(new Date(0), level, event, fields).slice("1970-01-01T00:00:00.000Z ".length),
    );
  });
  const folder = changes.folder ?? temporaryFolder();
  const history = await History.open(folder, () => {});
  const users = await openClientsCsv(folder, log);
  const accounts = new Accounts(users, {
    cost: { ln: 4, r: 8, p: 1 },
    gate: new HashLimiter({ queueLength: 100 }),
    guesses: new Guesses({
      accountAttempts: 5,
      addressAttempts: 1_000,
      firstDelayMs: 60_000,
      maxDelayMs: 60_000,
    }),
    sessions: new SessionTokens({ idleMs: 60_000, sessionMaxMs: 60_000 }),
    log,
  });
  const stopping = new AbortController();
  const room = new Room(history.last);
  const context: ServerOptions = {
    ...(await acceptOptions()),
    ...USUAL,
    ...(changes.answers?.({ room, accounts }) ??
      answersFromHistory({ room, history, accounts, passedOn: new DedupCache() })),
    accounts,
    room,
    stopping: stopping.signal,
    ...changes,
  };
  const server = createServer({ allowHalfOpen: true });
  const underWay = trackConnections(server, connectionHandler(context, log));
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort();
      await shutdown(server, underWay);
      await accounts.close();
      await history.close();
    })();
    return stopped;
  };
  onTestFinished(stop);
  return { address, context, history, users, log: lines, stop };
}
