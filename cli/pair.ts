/**
 * The pair in one terminal: the server behind, the client in front. Standard output is only the
 * client's; what the server says goes to standard error, each line marked.
 *
 *     server | listening on 127.0.0.1:9090
 */
import { createInterface } from "node:readline";
import { styleText } from "node:util";
import type { Address } from "../shared/net/address.ts";
import { endsWithin } from "../tap/network/ends-within.ts";
import { portInsteadOfTaken, withPort } from "./port-flag.ts";
import { type Code, onStop, Program } from "./programs.ts";
import { Refusal } from "./refusal.ts";

/** A start takes well under a second; this is for a machine that is very busy. */
const LISTEN_DEADLINE_S = 20;
/** What a program needs to notice that the other is gone, and a stream to run dry; generously. */
const NOTICE_MS = 2_000;

/** Runs one side in front of the person until it ends; returns its exit status. */
export async function runAlone(code: Code, side: "server" | "client", flags: string[]) {
  const program = new Program(code, side, flags, { stdio: "inherit" });
  onStop((isTold) => void program.stop(isTold));
  return await program.end;
}

/** Puts something between the two: gets the server's address, returns where clients connect. */
export type Between = (server: Address) => Promise<Address>;

/**
 * Runs the pair until the client ends; returns the client's exit status.
 *
 * @param typed what is typed for this pair again and for a second client, with the flags given
 */
export async function runPair(
  code: Code,
  serverFlags: string[],
  typed: Record<"again" | "client", (flags: string[]) => string>,
  between: Between = async (server) => server,
): Promise<number> {
  // In a process group of its own: Ctrl-C is for the client, and the server is told after it.
  const server = new Program(code, "server", serverFlags, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const voice = new ServerVoice(server);
  let front = server;
  onStop((isTold) => {
    if (isTold) console.error("\nCtrl-C: waiting for the server to end");
    void front.stop(isTold && front !== server);
  });
  try {
    const address = await addressOf(server, voice, (free) =>
      typed.again(withPort(serverFlags, free)),
    );
    const { host, port } = await between(address);
    const unusual = [
      ...(host === "127.0.0.1" ? [] : ["--host", host]),
      ...(port === 9090 ? [] : ["--port", String(port)]),
    ];
    console.error(`A second client, in another terminal: ${typed.client(unusual)}`);
    if (process.stdin.isTTY) {
      console.error("Type a line. Ctrl-D ends your side, Ctrl-C stops.");
    }
    const flags = ["--host", host, "--port", String(port)];
    const client = new Program(code, "client", flags, { stdio: "inherit" });
    front = client;
    void server.end.then((status) => endWithoutServer(client, status));
    return await client.end;
  } finally {
    if (!server.hasEnded) await endServer(server, voice);
  }
}

/** @throws Refusal when the server ends before it listens, or does not listen in time */
async function addressOf(server: Program, voice: ServerVoice, again: (port: number) => string) {
  const first = Promise.race([voice.address, server.end]);
  if (!(await endsWithin(first, LISTEN_DEADLINE_S * 1000))) {
    voice.release();
    throw new Refusal(
      `Cannot start the pair: the server is not listening after ${LISTEN_DEADLINE_S} s; it must print "listening on HOST:PORT" on standard output once it accepts connections`,
    );
  }
  const found = await first;
  if (typeof found !== "number") return found;
  await endsWithin(voice.silence, NOTICE_MS);
  throw new Refusal(`Cannot start the pair: ${voice.lastWords(found, again)}`);
}

async function endWithoutServer(client: Program, status: number): Promise<void> {
  if (client.hasEnded) return;
  console.error(`The server has ended by itself (status ${status}): the client must end too`);
  if (!(await endsWithin(client.end, NOTICE_MS))) await client.stop();
}

async function endServer(server: Program, voice: ServerVoice): Promise<void> {
  const isKilled = await server.stop();
  const status = await server.end;
  await endsWithin(voice.silence, NOTICE_MS);
  const how = isKilled ? "it did not end after SIGTERM and was killed" : `status ${status}`;
  console.error(`The server has been stopped (${how})`);
}

/**
 * What the server says, marked, on standard error. Until it listens its lines are held back: when it
 * fails at once, its one line on the reason is all that is told.
 */
class ServerVoice {
  /** Where it listens, as announced. */
  readonly address: Promise<Address>;
  /** Settles when it can say nothing more. */
  readonly silence: Promise<unknown>;
  #held: string[] | undefined = [];
  readonly #complaints: string[] = [];

  constructor({ process: { stdout, stderr } }: Program) {
    const { promise, resolve } = Promise.withResolvers<Address>();
    this.address = promise;
    const output = follow(stdout, (line) => {
      this.#say(line);
      const [, host, port] = /^listening on (.+):(\d+)$/.exec(line) ?? [];
      if (host === undefined || port === undefined) return;
      this.release();
      resolve({ host: reachable(host), port: Number(port) });
    });
    const errors = follow(stderr, (line) => {
      if (this.#held !== undefined) this.#complaints.push(line);
      this.#say(line);
    });
    this.silence = Promise.all([output, errors]);
  }

  /** Shows what was held back; from now on every line is shown as it comes. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const line of held) this.#say(line);
  }

  /**
   * Why a server that never listened ended: in its one line, or else below all its lines.
   *
   * @param again what is typed to start the pair on another port
   */
  lastWords(status: number, again: (port: number) => string): string {
    const [only, ...more] = this.#complaints;
    if (only !== undefined && more.length === 0) {
      const free = portInsteadOfTaken(only);
      const command = free === undefined ? "" : `; write ${again(free)}`;
      return `the server says "${only}"${command}`;
    }
    const [todo] = this.#complaints.flatMap(
      (line) => /^Error: TODO: (exercise \d+[a-z]?\.\d+)/.exec(line)?.[1] ?? [],
    );
    if (todo !== undefined) {
      return `the server needs ${todo}, which is not written yet; write it, or add --solution behind -- to run the worked solution`;
    }
    this.release();
    return `the server ended with status ${status} before it listened; what it said stands above`;
  }

  #say(line: string): void {
    if (this.#held !== undefined) this.#held.push(line);
    else console.error(styleText("dim", `server | ${line}`, { stream: process.stderr }));
  }
}

/** Hands over a stream's lines; settles at its end. */
async function follow(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void) {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream })) onLine(line);
}

/** A server on every address of the machine is reached on its own; brackets of IPv6 go. */
function reachable(host: string): string {
  const bare = host.replace(/^\[|\]$/g, "");
  return { "0.0.0.0": "127.0.0.1", "::": "::1" }[bare] ?? bare;
}
