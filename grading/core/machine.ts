/**
 * What the machine itself cannot do at the moment. That is never the mistake of the program that is
 * graded: nothing is judged then, and one sentence tells what to do.
 */
import { rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorCode } from "../../shared/process/errors.ts";
import { deadlineMs } from "./pace.ts";

/** Errors that tell of the machine, whatever the grader was about to do, and the way out. */
const MACHINE_ERRORS: Readonly<Record<string, string>> = {
  EMFILE: "the grader may open no more files or sockets; raise the limit (ulimit -n 4096)",
  ENFILE: "the system can open no more files or sockets; end other programs, then grade again",
  ENOBUFS: "the system has no more memory for sockets; end other programs, then grade again",
  ENOMEM: "the system has no more memory; end other programs, then grade again",
  EAGAIN: "the system can start no more processes; end other programs, then grade again",
  ENOSPC: `the disk of ${tmpdir()} is full; free some space, or set TMPDIR to a folder elsewhere`,
  EDQUOT: `your quota on the disk of ${tmpdir()} is used up; free some space, or set TMPDIR to a folder elsewhere`,
  EROFS: `${tmpdir()} cannot be written to; set TMPDIR to a folder that can`,
};

/** What the programs of a check may want to write. */
const PROBE_BYTES = 1024 * 1024;

export function isMachineError(error: unknown): boolean {
  return machineErrorText(error) !== undefined;
}

/** What the machine cannot do, and what to do about it; undefined for any other error. */
export function machineErrorText(error: unknown): string | undefined {
  const code = errorCode(error);
  return code === undefined ? undefined : MACHINE_ERRORS[code];
}

/**
 * Looks whether the machine still lets programs work: they write files, and reach each other over
 * the loopback address.
 *
 * @param folder where the programs' files are
 * @returns what is wrong, and what to do; undefined when nothing is
 */
export async function machineTrouble(folder: string): Promise<string | undefined> {
  try {
    await tryToWrite(folder);
  } catch (error) {
    return machineErrorText(error) ?? `${folder} cannot be written to (${errorCode(error)})`;
  }
  try {
    await tryLoopback();
  } catch (error) {
    return (
      machineErrorText(error) ??
      `programs cannot reach each other at 127.0.0.1 (${errorCode(error)}); switch the loopback interface on (ip link set lo up)`
    );
  }
  return undefined;
}

async function tryToWrite(folder: string): Promise<void> {
  const file = join(folder, `probe-${process.pid}-${performance.now()}`);
  try {
    await writeFile(file, Buffer.alloc(PROBE_BYTES));
  } finally {
    await rm(file, { force: true });
  }
}

async function tryLoopback(): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  try {
    await listening(server);
    await reached(server);
  } finally {
    server.close();
  }
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, resolve);
  });
}

function reached(server: Server): Promise<void> {
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    const late = Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
    const timer = setTimeout(() => socket.destroy(late), deadlineMs());
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("close", () => clearTimeout(timer));
  });
}
