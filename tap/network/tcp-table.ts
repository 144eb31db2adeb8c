/**
 * The system's table of TCP connections, as Linux has it (proc(5)). Elsewhere these questions have no
 * answer, and whoever asks does without.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Value of the column "st" for a listening socket (include/net/tcp_states.h). */
const LISTEN = "0A";

/** How long is looked for at most before the grader goes on all the same. */
export const READ_DEADLINE_MS = 1_000;

/** One end of a connection, or a socket that listens. */
export interface TcpRow {
  localPort: number;
  remotePort: number;
  /** Bytes that have arrived and that the program has not read. */
  unread: number;
  /** Bytes that the program has written and the other end has not acknowledged. */
  unacknowledged: number;
  inode: string;
}

const TCP_TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/** About four lines of the table. */
const FEW_LINES_BYTES = 600;
/** Linux writes no more of a table at once. */
const PAGE_BYTES = 4096;

/**
 * The rows of the table whose line is wanted, and no more than `enough`. The system walks through all
 * connections of the machine to write it, which takes many milliseconds: it is read up to the last
 * row that is needed.
 */
export function connectionRows(isWanted: (line: string) => boolean, enough: number): TcpRow[] {
  const rows: TcpRow[] = [];
  for (const file of TCP_TABLES) {
    for (const line of linesOf(file, PAGE_BYTES)) {
      if (isWanted(line)) rows.push(parseRow(line));
      if (rows.length >= enough) return rows;
    }
  }
  return rows;
}

/** The rows of the sockets that listen: the table begins with them, and is not read beyond. */
export function listeningRows(): TcpRow[] {
  return TCP_TABLES.flatMap((file) => {
    const rows: TcpRow[] = [];
    for (const line of linesOf(file, FEW_LINES_BYTES)) {
      if (!line.includes(` ${LISTEN} `)) break;
      rows.push(parseRow(line));
    }
    return rows;
  });
}

/** The lines of a table below its heading, read piece by piece as they are asked for. */
function* linesOf(file: string, pieceBytes: number): Generator<string> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const piece = Buffer.alloc(pieceBytes);
    let text = "";
    let isHeading = true;
    for (let size = 1; size > 0; ) {
      size = readSync(descriptor, piece);
      text += piece.toString("latin1", 0, size);
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      if (isHeading && lines.length > 0) {
        lines.shift();
        isHeading = false;
      }
      yield* lines;
    }
  } catch {
    // No such table: another system.
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function parseRow(line: string): TcpRow {
  const [, local = "", remote = "", , queues = "", , , , , inode = ""] = line.trim().split(/\s+/);
  return {
    localPort: portOf(local),
    remotePort: portOf(remote),
    unread: Number.parseInt(queues.split(":")[1] ?? "0", 16),
    unacknowledged: Number.parseInt(queues.split(":")[0] ?? "0", 16),
    inode,
  };
}

/**
 * Waits until the program at `localPort` has read everything that was sent to it from `remotePort`.
 * So two writes with this between them are two reads: a split that happens each time, not now and then.
 */
export async function untilRead(localPort: number, remotePort: number): Promise<void> {
  const end = performance.now() + READ_DEADLINE_MS;
  const isThisConnection = (line: string) => {
    const [, local = "", remote = ""] = line.trim().split(/\s+/, 3);
    return portOf(local) === localPort && portOf(remote) === remotePort;
  };
  while (performance.now() < end) {
    await nextTurn();
    const row = connectionRows(isThisConnection, 1)[0];
    if (row === undefined || row.unread === 0) return;
  }
}

/** An entry of the table holds an address and a port in hexadecimal: `0100007F:2382`. */
export function portOf(entry: string): number {
  return Number.parseInt(entry.split(":").at(-1) ?? "", 16);
}
