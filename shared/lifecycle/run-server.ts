/**
 * Starts and stops a server that has a log and a console. A lab adds what its server does for its clients.
 *
 *     settings ─▶ data folder ─▶ log ─▶ start() ─▶ listening ─▶ console
 *                                                                  │  a signal, or the command `exit`
 *     stopped ◀─ data folder ◀─ log ◀─ close() ◀─ last client left ◀
 *
 * What was opened is closed again, in the opposite order, also when a later step fails.
 */
import { createServer, type Server, type Socket } from "node:net";
import {
  readOptions,
  type Settings,
  serverSettings,
  type Values,
} from "../config/program-options.ts";
import { type Command, type OperatorConsole, openConsole } from "../console/operator-console.ts";
import type { LogFile } from "../logging/log.ts";
import { logFailure } from "../logging/log-failure.ts";
import { logSettings, openServerLog } from "../logging/log-settings.ts";
import { type Address, formatAddress } from "../net/address.ts";
import { shutdown, trackConnections } from "../net/graceful-shutdown.ts";
import { listen } from "../net/listen.ts";
import { explainRefusal } from "../net/network-error.ts";
import { explained } from "../process/errors.ts";
import { printStatus } from "../process/print-status.ts";
import { runProgram, stopSignal } from "../process/program.ts";
import { lockDataFolder } from "../storage/data-lock.ts";

/** A lab's part of its server. */
export interface ServerProgram<Own extends Settings> {
  /** Settings beside those that every server has. */
  settings?: Own;
  /** Whether no other server may use the data folder at the same time. */
  locksData?: boolean;
  /** Opens what the server needs before it can listen. */
  start(frame: ServerFrame<Own>): ServerParts | Promise<ServerParts>;
}

/** What a lab's part can use. */
export interface ServerFrame<Own extends Settings> {
  options: Options<Own>;
  log: LogFile;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  /** Shows a line to the operator, above the line that they type. */
  print(line: string): void;
}

/** What a lab's part gives. */
export interface ServerParts {
  /** Handles one connection until it is closed. It must not throw. */
  handleConnection(socket: Socket): Promise<void>;
  /** Lines to print once the server listens. */
  announce?(address: Address): readonly string[];
  /** The operator's commands, beside `help` and `exit`. */
  commands: readonly Command[];
  /** Takes a line of the operator that is no command. */
  onText?(line: string): void | Promise<void>;
  /** Closes what start() has opened. By then no client is left. */
  close?(): Promise<void>;
}

type Options<Own extends Settings> = Values<typeof serverSettings & typeof logSettings> &
  Values<Own>;

/**
 * Runs a server until a signal or its operator stops it. A failed start ends the program with status 1,
 * with the reason on standard error and in the log.
 */
export async function runServer<Own extends Settings = Record<never, never>>(
  program: ServerProgram<Own>,
): Promise<void> {
  await runProgram(async () => {
    const settings = { ...serverSettings, ...program.settings, ...logSettings };
    const options = (await readOptions("server", settings)) as Options<Own>;
    const unlock = program.locksData === true ? await lockDataFolder(options.data) : undefined;
    try {
      await runWithLog(program, options);
    } finally {
      await unlock?.();
    }
    printStatus("stopped");
  });
}

async function runWithLog<Own extends Settings>(
  program: ServerProgram<Own>,
  options: Options<Own>,
): Promise<void> {
  const log = await openServerLog(options);
  try {
    log.info("starting");
    await runUntilStopped(program, options, log);
    log.info("stopped");
  } finally {
    await log.close();
  }
}

async function runUntilStopped<Own extends Settings>(
  program: ServerProgram<Own>,
  options: Options<Own>,
  log: LogFile,
): Promise<void> {
  const stop = new AbortController();
  let operator: OperatorConsole | undefined;
  const print = (line: string) =>
    operator === undefined ? printStatus(line) : operator.print(line);
  const starting = async () => await program.start({ options, log, stopping: stop.signal, print });
  const parts = await logFailure(starting(), log);
  try {
    // allowHalfOpen: a client that has closed its side still gets everything that was on its way.
    const server = createServer({ allowHalfOpen: true });
    const connections = trackConnections(server, (socket) => parts.handleConnection(socket));
    // Before it listens: whoever reads "listening" may stop the server at once.
    const stopped = stopSignal();
    const address = await logFailure(listenOrExplain(server, options), log);
    log.info("listening", { address: formatAddress(address) });
    printStatus(`listening on ${formatAddress(address)}`);
    for (const line of parts.announce?.(address) ?? []) printStatus(line);

    operator = openConsole(parts);
    const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
    log.info("stopping", { why });
    operator.close();
    stop.abort();
    await shutdown(server, connections);
  } finally {
    await parts.close?.();
  }
}

function listenOrExplain(server: Server, wanted: Address): Promise<Address> {
  return explained(
    listen(server, wanted),
    (error) => `Cannot listen on ${formatAddress(wanted)}: ${explainRefusal(error)}`,
  );
}
