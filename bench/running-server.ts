/**
 * One server process: started, known by the port that it announces, stopped by SIGTERM and waited for.
 *
 * What it prints goes to a file, as the messages of a service would: a pipe would need a third
 * process that reads it, and there are only two processors to share.
 *
 * Each server is the leader of a process group, so that what it has started ends with it; whatever
 * is still there when the bench ends, for any reason, is killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, watch } from "node:fs";
import { join } from "node:path";
import { withDeadline } from "./deadline.ts";

const LOG_FOLDER = join(".cache", "bench");
/** Time for 64 threads to start, also on a busy machine. */
const START_MS = 30_000;
const STOP_MS = 5_000;

const alive = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of alive) signalGroup(child, "SIGKILL");
});

/** A program and its arguments. */
export interface Command {
  command: string;
  args: string[];
  /** How it tells its port, where it says so in words of its own; the first group is the port. */
  announcement?: RegExp;
}

/** Why a server is left out, as a sentence. */
export interface Missing {
  missing: string;
}

/** The line of all our own programs. */
const ANNOUNCEMENT = /listening on .*:(\d+)$/m;

export interface RunningServer {
  port: number;
  process: number;
  /** Resolves when it has ended; one that ignores SIGTERM for 5 s is killed. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it announces its port; throws what it said instead. */
export async function startServer(
  name: string,
  { command, args, announcement = ANNOUNCEMENT }: Command,
): Promise<RunningServer> {
  mkdirSync(LOG_FOLDER, { recursive: true });
  const log = join(LOG_FOLDER, `${name}-${process.pid}.log`);
  const file = openSync(log, "w");
  const child = spawn(command, args, { detached: true, stdio: ["ignore", file, file] });
  closeSync(file);
  const ended = endOf(child);
  const stop = async () => {
    await end(child, ended);
    rmSync(log);
  };
  const watching = new AbortController();
  try {
    const early = ended.then((how) => Promise.reject(new Error(how)));
    const announced = announcedPort(log, announcement, watching.signal);
    const port = await withDeadline(Promise.race([announced, early]), START_MS, "its port");
    return { port, process: child.pid ?? 0, stop };
  } catch (cause) {
    const said = readFileSync(log, "utf8").trim() || "nothing";
    await stop();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot start ${name}: ${why}; it said: ${said}`, { cause });
  } finally {
    watching.abort();
  }
}

/** The port in the log, as soon as it is there. Pending for ever once the signal is aborted. */
function announcedPort(log: string, announcement: RegExp, signal: AbortSignal): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const look = () => {
    const match = announcement.exec(readFileSync(log, "utf8"));
    if (match !== null) resolve(Number(match[1]));
  };
  watch(log, { signal }, look);
  look();
  return promise;
}

/** Resolves with how the process has ended. */
function endOf(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  alive.add(child);
  child.once("error", (error) => resolve(`did not start: ${error.message}`));
  child.once("exit", (status, signal) => resolve(`ended with ${signal ?? `status ${status}`}`));
  return promise.finally(() => alive.delete(child));
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signalGroup(child, "SIGTERM");
  try {
    await withDeadline(ended, STOP_MS, "stopping");
  } catch {
    signalGroup(child, "SIGKILL");
    await ended;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}
