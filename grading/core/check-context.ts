/**
 * What a check works with: programs to start, peers to play, random data, and the event log of it all.
 * Whatever a check takes from it is cleaned up when the check is over.
 */

import { formatAddress } from "../../shared/net/address.ts";
import { describeHostility, type Hostility } from "../../tap/network/hostility.ts";
import { Network } from "../../tap/network/network.ts";
import type { WireEvent } from "../../tap/network/wire-event.ts";
import { freePort } from "./addresses.ts";
import { connectPeer, expectRefused } from "./connect-peer.ts";
import { hasCrashed } from "./diagnose.ts";
import { EventLog } from "./event-log.ts";
import { type LikelyCause, ProgramFailed } from "./failure.ts";
import { ANNOUNCES_TOO_EARLY } from "./finding.ts";
import { listeningPorts, listensOn } from "./kernel.ts";
import type { Launcher } from "./launcher.ts";
import { Listener } from "./listener.ts";
import { ANNOUNCEMENT, notAnnounced, refusesPortZero } from "./not-announced.ts";
import { deadlineMs } from "./pace.ts";
import type { Peer } from "./peer.ts";
import type { Program } from "./program.ts";
import type { Random } from "./random.ts";
import { Starvation } from "./starvation.ts";
import { Terminal } from "./terminal.ts";
import { WeightedSemaphore } from "./weighted-semaphore.ts";
import type { Wrap } from "./wrap.ts";

/** A server under test that accepts connections. */
export interface RunningServer {
  program: Program;
  /** As it announced it. */
  address: { host: string; port: number };
}

/** What a server does when its client leaves it has done by then, in milliseconds. */
const HANG_UP_MS = 500;

const isLinux = process.platform === "linux";

export class CheckContext {
  readonly eventLog: EventLog;
  readonly random: Random;
  readonly #launcher: Launcher;
  readonly #sharedServer: SharedServer;
  readonly #own: Program[] = [];
  readonly #peers: Peer[] = [];
  readonly #listeners: Listener[] = [];
  readonly #networks: Network[] = [];
  #usesShared = false;
  #mayOthersGoOn = false;
  /** The shared server, when it has served earlier checks. */
  #used: RunningServer | undefined;
  readonly #starvation: Starvation;

  constructor(
    eventLog: EventLog,
    random: Random,
    launcher: Launcher,
    shared: SharedServer,
    starvation = new Starvation(),
  ) {
    this.eventLog = eventLog;
    this.random = random;
    this.#launcher = launcher;
    this.#sharedServer = shared;
    this.#starvation = starvation;
  }

  /** Whether a server of this check got no processor for so long that its failure may be the machine's. */
  get wasStarved(): boolean {
    return this.#starvation.wasLong;
  }

  /**
   * A running server with default flags. Checks take turns with one process, which is also what a
   * server is for; one that has ended, of which a part has crashed, or that has failed a check, is replaced.
   *
   * @param flags for labs whose defaults are too slow for checks; a server with others is replaced
   */
  async server(...flags: string[]): Promise<RunningServer> {
    if (!this.#usesShared) {
      await this.#sharedServer.turns.acquire();
      this.#usesShared = true;
      if (this.#sharedServer.endsByItself) await this.#sharedServer.stop();
    }
    if (!this.#sharedServer.hasFlags(flags) || this.#sharedServer.hasCrashed()) {
      await this.#sharedServer.stop();
    }
    const running = this.#sharedServer.running;
    if (running !== undefined && running.program.exit === undefined) {
      const { host, port } = running.address;
      this.eventLog.concernsPorts(port);
      this.#used = running;
      this.#starvation.watch(running.program);
      running.program.goOnIn(this.eventLog, `still listens on ${host}:${port} (started before)`);
      return running;
    }
    this.#sharedServer.flags = flags;
    const started = await this.#startListening(flags, (program) => {
      this.#sharedServer.starting = program;
    });
    this.#sharedServer.running = started;
    this.eventLog.concernsPorts(started.address.port);
    return started;
  }

  /** A server of this check's own, with flags; waits until it listens. */
  async ownServer(...flags: string[]): Promise<RunningServer> {
    let started: Program | undefined;
    return await this.#startListening(flags, (program) => {
      // A start that was refused port 0 is no part of the check.
      if (started !== undefined) this.#own.splice(this.#own.indexOf(started), 1);
      started = this.#keep(program);
    });
  }

  /**
   * Starts a server on a free port, and waits until it listens. One that refuses port 0 is started again on
   * a port of the grader's choice, so that it loses only what is about port 0.
   *
   * @param isStarting is told each process before it listens
   */
  async #startListening(
    flags: readonly string[],
    isStarting: (program: Program) => void,
  ): Promise<RunningServer> {
    const startAt = (port: number) => {
      const given = ["--host", "127.0.0.1", "--port", String(port), ...flags];
      const program = this.#launcher.start("server", given, this.eventLog);
      isStarting(program);
      return program;
    };
    if (!this.#sharedServer.refusesPortZero) {
      const program = startAt(0);
      try {
        return { program, address: await this.announced(program) };
      } catch (error) {
        if (!refusesPortZero(program)) throw error;
        await program.stop();
      }
    }
    const program = startAt(await freePort(this));
    const address = await this.announced(program);
    this.#sharedServer.refusesPortZero = true;
    return { program, address };
  }

  /**
   * What other checks need of this one has been shown: if it fails from here on, by what it alone is about, they
   * are judged all the same.
   */
  othersMayGoOn(): void {
    this.#mayOthersGoOn = true;
  }

  get mayOthersGoOn(): boolean {
    return this.#mayOthersGoOn;
  }

  /** Folder of the lab or part that is graded, such as "09-chat/a-channel"; undefined when nobody has said. */
  get lab(): string | undefined {
    return this.#launcher.lab;
  }

  /** The same for all checks of a grading: for what is found out once. */
  get grading(): object {
    return this.#sharedServer;
  }

  /** An empty folder for a program's files: `--data` names it to a second program as well. */
  dataFolder(): string {
    return this.#launcher.dataFolder();
  }

  /** Starts a server with just these flags and environment, and waits for nothing. */
  startServer(...flags: string[]): Program {
    return this.#keep(this.#launcher.start("server", flags, this.eventLog));
  }

  /** Starts a client with just these flags, and waits for nothing. */
  startClient(...flags: string[]): Program {
    return this.#keep(this.#launcher.start("client", flags, this.eventLog));
  }

  /** Starts a client that is told to connect there. */
  client(address: { host: string; port: number }, ...flags: string[]): Program {
    return this.startClient("--host", address.host, "--port", String(address.port), ...flags);
  }

  /** Starts a program with variables in its environment. */
  startWith(
    environment: Record<string, string>,
    role: "server" | "client",
    ...flags: string[]
  ): Program {
    return this.#keep(this.#launcher.start(role, flags, this.eventLog, environment));
  }

  /**
   * Starts a program in a terminal of its own.
   *
   * @throws NotJudged where the machine has no way to make one
   */
  startInTerminal(role: "server" | "client", ...flags: string[]): Terminal {
    return this.startInTerminalWith({}, role, ...flags);
  }

  /** The same, with variables in its environment. */
  startInTerminalWith(
    environment: Record<string, string>,
    role: "server" | "client",
    ...flags: string[]
  ): Terminal {
    const program = this.#launcher.startInTerminal(role, flags, this.eventLog, environment);
    return new Terminal(this.#keep(program));
  }

  /**
   * A scripted client of the server.
   *
   * @param options.isTold false: the event log does not mention it
   * @param options.cause why the server may accept nobody
   */
  async connect(
    server: RunningServer,
    voice = "client",
    {
      isTold = true,
      ...options
    }: { localAddress?: string; wrap?: Wrap; isTold?: boolean; cause?: LikelyCause } = {},
  ): Promise<Peer> {
    const eventLog = isTold ? this.eventLog : new EventLog();
    const peer = await connectPeer(server.address, voice, eventLog, options);
    this.#peers.push(peer);
    if (this.#usesShared) this.eventLog.concernsPorts(peer.port);
    return peer;
  }

  /**
   * Puts a hostile network in front of a server, be it the subject's or a scripted one. Returns the
   * address at which the server is reached through it.
   */
  async through(
    { address }: { address: { host: string; port: number } },
    hostility: Hostility,
  ): Promise<{ host: string; port: number }> {
    const network = await Network.open({
      to: address,
      hostility,
      see: (event) => tellOfNetwork(this.eventLog, event, this.#usesShared),
    });
    this.#networks.push(network);
    const way = `${formatAddress(network.address)} leads to ${formatAddress(address)}`;
    this.eventLog.tell("network", `${describeHostility(hostility)} (${way})`);
    return network.address;
  }

  /** Requires that the server accepts nobody any more. */
  async expectRefused(server: RunningServer, voice = "client", cause?: LikelyCause): Promise<void> {
    await expectRefused(server.address, voice, this.eventLog, cause);
  }

  /**
   * A scripted server for the client; without an address on any free port of 127.0.0.1.
   *
   * @param isTold false: the event log does not mention it
   * @throws the system's error when that address cannot be had
   */
  async listen(
    address?: { host: string; port: number },
    { isTold = true } = {},
  ): Promise<Listener> {
    const listener = await Listener.open(isTold ? this.eventLog : new EventLog(), address);
    this.#listeners.push(listener);
    return listener;
  }

  /**
   * Waits for the line `listening on HOST:PORT`, and returns what it says.
   *
   * @throws CheckFailed in different sentences: ended, listens without saying so, says nothing, says so too
   *   early
   */
  async announced(program: Program): Promise<{ host: string; port: number }> {
    const search = program.finder(ANNOUNCEMENT);
    const found = await program.changes.until(
      () => search() ?? (program.exit === undefined ? undefined : "ended"),
      deadlineMs(),
    );
    if (found === undefined || found === "ended") throw notAnnounced(program);
    this.#starvation.watch(program);
    const address = { host: found[1] ?? found[2] ?? "", port: Number(found[3]) };
    if (address.port !== 0 && (await listensOn(address.port, program.pid)) === "later") {
      throw new ProgramFailed(ANNOUNCES_TOO_EARLY);
    }
    if (this.#launcher.hasFixedPort(program, address.port)) this.#sharedServer.isAlone = true;
    return address;
  }

  /**
   * Whether the shared server had served earlier checks, and was found ended in this one, or listening
   * no more. From then on each check gets a new one.
   */
  noticeLostServer(): boolean {
    if (this.#used === undefined) return false;
    const { program, address } = this.#used;
    const isGone =
      program.exit === undefined
        ? isLinux && !listeningPorts(program.pid).includes(address.port)
        : !program.wasKilledBySignal;
    if (isGone) this.#sharedServer.endsByItself = true;
    return isGone;
  }

  /** The grading goes on without this check: ends what it is waiting for. */
  async abandon(): Promise<void> {
    for (const peer of this.#peers) peer.close();
    await Promise.all(this.programs().map((program) => program.stop()));
  }

  /**
   * Whether the server serves one client after the other: the last one, which has got no answer, gets it as
   * soon as those before it have left. Closes their connections.
   */
  async servesInTurn(): Promise<boolean> {
    const before = this.#peers.filter(({ isGone }) => !isGone);
    const last = before.pop();
    const served = before.filter(({ hasSent, hasReceived }) => hasSent && hasReceived);
    if (last?.ending !== "open" || last.hasReceived || served.length !== 1) return false;
    // Where nobody is greeted, who has said nothing waits for nothing.
    if (!last.hasSent && !served.some(({ wasGreeted }) => wasGreeted)) return false;
    for (const peer of before) peer.close();
    return await last.untilAnswered(HANG_UP_MS);
  }

  /** Closes the scripted clients' connections, and gives the programs a moment to end by it. */
  async hangUp(): Promise<void> {
    for (const peer of this.#peers) peer.close();
    await Promise.race(
      this.programs().map((program) => program.changes.until(() => program.exit, HANG_UP_MS)),
    );
  }

  /** Ends and closes everything. A server whose check failed is not used again. */
  async clear(failed: boolean): Promise<void> {
    for (const peer of this.#peers) peer.close();
    for (const listener of this.#listeners) listener.close();
    await Promise.all(this.#networks.map((network) => network.close()));
    await Promise.all(this.#own.map((program) => program.stop()));
    if (!this.#usesShared) return;
    if (failed || this.#sharedServer.isAlone) await this.#sharedServer.stop();
    this.#sharedServer.turns.release();
  }

  /** The programs of this check, for the search of a cause. */
  programs(): Program[] {
    const shared = this.#usesShared ? this.#sharedServer.starting : undefined;
    return shared === undefined ? this.#own : [...this.#own, shared];
  }

  #keep(program: Program): Program {
    this.#own.push(program);
    return program;
  }
}

/** What a network does by itself; what it passes on is told by the two ends. */
function tellOfNetwork(eventLog: EventLog, event: WireEvent, usesShared: boolean): void {
  if (event.type === "connect" && usesShared) eventLog.concernsPorts(event.seenAs.port);
  if (event.type === "silence") eventLog.tell("network", "fell silent: nothing passes any more");
  if (event.type === "unreachable") eventLog.tell("network", `could not reach it: ${event.reason}`);
  if (event.type === "reset" && event.from === "network") {
    eventLog.tell("network", "reset the connection on both sides (RST)");
  }
}

/** The server that the checks of one grading share. */
export class SharedServer {
  /** One check at a time: the server's lines belong to its event log. */
  readonly turns = new WeightedSemaphore(1);
  running: RunningServer | undefined;
  /** The process, also before it listens. */
  starting: Program | undefined;
  /** What it was started with, besides its address. */
  flags: readonly string[] = [];
  /** It has ended after an earlier check: each check gets a new one. */
  endsByItself = false;
  /** No other server can run beside it: it seems to have a port of its own. */
  isAlone = false;
  /** It ends when it is told port 0, and listens on any other port. */
  refusesPortZero = false;

  hasFlags(flags: readonly string[]): boolean {
    return flags.join("\0") === this.flags.join("\0");
  }

  /** Whether a thread or a task of it has crashed in the check before: what that has left is no other check's loss. */
  hasCrashed(): boolean {
    return this.running !== undefined && hasCrashed(this.running.program);
  }

  async stop(): Promise<void> {
    await this.starting?.stop();
    this.running = undefined;
    this.starting = undefined;
  }
}
