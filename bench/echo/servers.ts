/**
 * The servers that are measured, each with the limit that it is compared with.
 *
 * Order counts: it is the order of the table, and neighbours are measured one after the other.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { compileC, compileLab, compileTypeScript } from "../compile.ts";
import type { Command, Missing } from "../running-server.ts";
import type { Protocol } from "./load/job.ts";

export interface EchoServer {
  name: string;
  /** What the table says about it. */
  title: string;
  protocol: Protocol;
  /** The server of the same protocol that this one is measured against. */
  limit: string;
  /** False when other processes do its work, so that its own processor time says nothing. */
  oneProcess: boolean;
  /** A line that costs it much processor time, where it knows such a request. */
  heavyLine?: string;
  /** Builds what is needed; the command to start, or why it cannot be measured here. */
  prepare(): Promise<Command | Missing>;
}

/** The example of lab 02's README: about a second of work for one processor. */
const HEAVY_LINE = "primes 5000000";

export const SERVERS: readonly EchoServer[] = [
  {
    name: "epoll-c",
    title: "C, epoll: the hard limit",
    protocol: "raw",
    limit: "bare-net",
    oneProcess: true,
    prepare: () => cProgram("bench/echo/peers/epoll_echo.c"),
  },
  {
    name: "bare-net",
    title: "bare `net` echo: the limit of lab 01",
    protocol: "raw",
    limit: "bare-net",
    oneProcess: true,
    prepare: () => nodeProgram("bench/echo/peers/bare-net.ts"),
  },
  {
    name: "lab-01",
    title: "**lab 01**",
    protocol: "raw",
    limit: "bare-net",
    oneProcess: true,
    prepare: () => labProgram("labs/01-echo"),
  },
  {
    name: "socat",
    title: "socat, a process for each client",
    protocol: "raw",
    limit: "bare-net",
    oneProcess: false,
    prepare: async () => socat(),
  },
  {
    name: "python",
    title: "Python, a thread for each client",
    protocol: "raw",
    limit: "bare-net",
    oneProcess: true,
    prepare: async () => python("bench/echo/peers/threaded_echo.py"),
  },
  {
    name: "one-loop",
    title: "lines on one event loop",
    protocol: "lines",
    limit: "bare-worker",
    oneProcess: true,
    heavyLine: HEAVY_LINE,
    prepare: () => nodeProgram("bench/echo/peers/one-loop-lines.ts"),
  },
  {
    name: "bare-worker",
    title: "a bare worker for each client: the limit of lab 02",
    protocol: "lines",
    limit: "bare-worker",
    oneProcess: true,
    heavyLine: HEAVY_LINE,
    prepare: () => nodeProgram("bench/echo/peers/bare-worker.ts"),
  },
  {
    name: "lab-02",
    title: "**lab 02**",
    protocol: "lines",
    limit: "bare-worker",
    oneProcess: true,
    heavyLine: HEAVY_LINE,
    prepare: () => labProgram("labs/02-threaded-echo"),
  },
];

async function nodeProgram(source: string): Promise<Command> {
  return { command: process.execPath, args: [await compileTypeScript(source)] };
}

async function labProgram(folder: string): Promise<Command | Missing> {
  if (!existsSync(`${folder}/server.ts`)) return { missing: `${folder} has no server.ts` };
  try {
    const program = await compileLab(folder);
    return { command: process.execPath, args: [program, "--host", "127.0.0.1", "--port", "0"] };
  } catch (error) {
    return {
      missing: `${folder} does not compile: ${error instanceof Error ? error.message : error}`,
    };
  }
}

async function cProgram(source: string): Promise<Command | Missing> {
  if (process.platform !== "linux") return { missing: "epoll is a part of Linux" };
  if (!isInstalled("cc", "--version")) return { missing: "there is no C compiler `cc` here" };
  return { command: compileC(source), args: [] };
}

function python(source: string): Command | Missing {
  if (!isInstalled("python3", "--version")) return { missing: "`python3` is not installed here" };
  return { command: "python3", args: [source] };
}

/** `-d -d` makes socat tell the port that it was given. */
function socat(): Command | Missing {
  if (!isInstalled("socat", "-V")) return { missing: "`socat` is not installed here" };
  const listen = "TCP-LISTEN:0,bind=127.0.0.1,backlog=128,fork,reuseaddr,nodelay";
  return { command: "socat", args: ["-d", "-d", listen, "PIPE"] };
}

function isInstalled(program: string, versionFlag: string): boolean {
  return spawnSync(program, [versionFlag], { stdio: "ignore" }).status === 0;
}
