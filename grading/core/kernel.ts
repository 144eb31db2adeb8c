/**
 * What Linux itself knows of a connection or a process (proc(5)). Elsewhere these questions have no
 * answer, and the harness does without.
 */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import {
  connectionRows,
  listeningRows,
  portOf,
  READ_DEADLINE_MS,
  type TcpRow,
} from "../../tap/network/tcp-table.ts";

/** So many looks in a row at a program asleep: what it has not written by now, it cannot write. */
const LOOKS_AT_SLEEPER = 5;

/**
 * Waits until the system has taken all that the program at `localPort` has to write to `remotePort`, or
 * takes no more of it.
 *
 * @param missing how many bytes the reader at `remotePort` still has to get, those on their way included
 * @returns how many of them the program still holds itself
 */
export async function heldBack(
  { localPort, remotePort, pid }: { localPort: number; remotePort: number; pid: number },
  missing: () => number,
): Promise<number> {
  const end = performance.now() + READ_DEADLINE_MS;
  const isThisConnection = (line: string) => {
    const ports = line.trim().split(/\s+/, 3).slice(1).map(portOf);
    return ports.includes(localPort) && ports.includes(remotePort);
  };
  const processes = processesOf(pid);
  let held = missing();
  for (let looks = 0; looks < LOOKS_AT_SLEEPER && performance.now() < end; ) {
    await nextTurn();
    const ends = connectionRows(isThisConnection, 2);
    const program = ends.find((end) => end.localPort === localPort);
    const reader = ends.find((end) => end.localPort === remotePort);
    held = missing() - (program?.unacknowledged ?? 0) - (reader?.unread ?? 0);
    if (held <= 0) break;
    looks = isRunning(processes) || program?.unread !== 0 ? 0 : looks + 1;
  }
  return Math.max(0, held);
}

/** The ports on which a program listens: its first process, or one that this one has started. */
export function listeningPorts(pid: number): number[] {
  return socketsListening(pid).map((row) => row.localPort);
}

/** How long a server that says too early that it listens is given to do so. */
const EARLY_MS = 1_000;

/** From look to look. */
const PORT_LOOK_MS = 10;

/** So many looks at a program asleep that does not listen: it has not just been on its way to it. */
const LOOKS_AT_SLEEPING_SERVER = 2;

/**
 * Looks whether a program listens on a port, and waits a moment for it. One that is still at work may have
 * said so just before it does: who sees the line first is chance, and no mark may depend on that.
 *
 * @returns "yes", "later" when it rested before it did, "no"; "yes" where the system does not tell
 */
export async function listensOn(port: number, pid: number): Promise<"yes" | "later" | "no"> {
  const isListening = () => listeningRows().some(({ localPort }) => localPort === port);
  if (process.platform !== "linux" || isListening()) return "yes";
  const processes = processesOf(pid);
  const end = performance.now() + EARLY_MS;
  for (let looksAsleep = 0; performance.now() < end; ) {
    const isAsleep = !isRunning(processes);
    if (isListening()) return looksAsleep < LOOKS_AT_SLEEPING_SERVER ? "yes" : "later";
    if (isAsleep) looksAsleep += 1;
    await pause(PORT_LOOK_MS);
  }
  return "no";
}

/** How many clients have connected to a program that has not accepted them. */
export function waitingClients(pid: number): number {
  // Of a socket that listens, the column for unread bytes counts connections (tcp_diag(7)).
  return socketsListening(pid).reduce((count, row) => count + row.unread, 0);
}

function socketsListening(pid: number): TcpRow[] {
  const sockets = new Set(
    processesOf(pid).flatMap((one) =>
      listOrNothing(`/proc/${one}/fd`).map((fd) => linkOrNothing(`/proc/${one}/fd/${fd}`)),
    ),
  );
  return listeningRows().filter((row) => sockets.has(`socket:[${row.inode}]`));
}

/** The numbers of the system call `read` on x86-64 and on arm64. */
const READ = new Set(["0", "63"]);

/**
 * Whether a program sleeps until something comes on its standard input: a thread is in a read of it, or
 * in an event loop that watches it. False where the system does not tell.
 */
export function waitsForInput(pid: number): boolean {
  return processesOf(pid).some((one) => {
    const isReading = listOrNothing(`/proc/${one}/task`).some((thread) => {
      const [call = "", file] = readOrNothing(`/proc/${one}/task/${thread}/syscall`).split(" ");
      return READ.has(call) && file === "0x0";
    });
    const isWatching = () =>
      listOrNothing(`/proc/${one}/fdinfo`).some((fd) =>
        /^tfd: +0 /m.test(readOrNothing(`/proc/${one}/fdinfo/${fd}`)),
      );
    return isReading || isWatching();
  });
}

/**
 * A program, the others of the process group whose head it is, and what they have started: a shell or a
 * terminal may stand before the program that is meant. The program alone where the system does not tell.
 */
export function processesOf(pid: number): number[] {
  const all = listOrNothing("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      // The command's name, which stands before these fields, may hold anything.
      const fields = readOrNothing(`/proc/${name}/stat`).split(") ").at(-1)?.split(" ") ?? [];
      return { pid: Number(name), parent: Number(fields[1]), group: Number(fields[2]) };
    });
  const found = new Set([pid, ...all.filter((one) => one.group === pid).map((one) => one.pid)]);
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const one of all) if (found.has(one.parent)) found.add(one.pid);
  }
  return [...found];
}

/**
 * Whether a thread of one of these processes runs, or waits for its turn or for the disk; false where the
 * system does not tell.
 */
export function isRunning(pids: readonly number[]): boolean {
  return pids.some((pid) =>
    listOrNothing(`/proc/${pid}/task`).some((thread) =>
      // The state stands behind the command's name, which is in parentheses and may hold any letter.
      /^ [RD] /.test(readOrNothing(`/proc/${pid}/task/${thread}/stat`).split(")").at(-1) ?? ""),
    ),
  );
}

/**
 * How long a process was ready and got no processor, in milliseconds: that of its threads which waited
 * longest. 0 where the system does not tell (`schedstat`, kernel's Documentation/scheduler/sched-stats.rst).
 */
export function waitedForProcessorMs(pid: number): number {
  const waited = listOrNothing(`/proc/${pid}/task`).map((thread) => {
    const [, nanoseconds] = readOrNothing(`/proc/${pid}/task/${thread}/schedstat`).split(" ");
    return Number(nanoseconds ?? 0) / 1e6;
  });
  return Math.max(0, ...waited);
}

/** How many threads a process has; undefined where the system does not tell. */
export function threadCount(pid: number): number | undefined {
  const count = listOrNothing(`/proc/${pid}/task`).length;
  return count === 0 ? undefined : count;
}

/** Linux counts processor time in hundredths of a second on every platform that Node supports. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a program and what it has started have used; NaN where the system does not tell. */
export function cpuSeconds(pid: number): number {
  return processesOf(pid)
    .map((one) => parseCpuSeconds(readOrNothing(`/proc/${one}/stat`)))
    .reduce((sum, seconds) => sum + seconds, 0);
}

/** Reads `utime` and `stime`, the 14th and 15th field; the 2nd, a name in brackets, may hold spaces. */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory of a process in bytes; undefined where the system does not tell. */
export function residentMemory(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** The most memory that a process has ever reserved, used or not, in bytes; undefined where unknown. */
export function peakMemory(pid: number): number | undefined {
  const kilobytes = /^VmPeak:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** What a file holds; empty when it cannot be read, as of a process that has ended. */
export function readOrNothing(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** The names in a folder; none when it cannot be read. */
export function listOrNothing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Where a link points; empty when it cannot be read. */
export function linkOrNothing(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}
