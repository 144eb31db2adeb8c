/**
 * What is true of a program as a whole, however many checks it makes fail. It is told once, by the first
 * of them; the others are not judged.
 */
import { isRunning, processesOf, waitingClients } from "./kernel.ts";
import { ANNOUNCEMENT } from "./not-announced.ts";
import type { Program } from "./program.ts";

export interface Finding {
  /** What was found, in one sentence: "The server …". */
  sentence: string;
  /** The same after "because". */
  because: string;
  cause: string;
}

/** The finding about one of these programs that explains a failure; undefined when there is none. */
export function findingIn(programs: readonly Program[]): Finding | undefined {
  // A program that was told something is judged by what it does about it.
  const servers = programs.filter(({ voice, wasTold }) => voice === "server" && !wasTold);
  if (servers.some(endedByItself)) return ENDS_BY_ITSELF;
  const isBlocked = servers.some(
    ({ exit, pid }) =>
      exit === undefined && waitingClients(pid) > 0 && !isRunning(processesOf(pid)),
  );
  return isBlocked ? ONE_AT_A_TIME : undefined;
}

/**
 * Whether these programs wait, though a client has had no answer. A server that was told how many clients it may
 * serve is judged by what it does with the others.
 */
export function mayServeInTurn(programs: readonly Program[]): boolean {
  return programs.some(
    ({ voice, wasTold, exit, pid, flags }) =>
      voice === "server" &&
      !wasTold &&
      exit === undefined &&
      !flags.includes("--threads") &&
      !isRunning(processesOf(pid)),
  );
}

/** Before it listens, a server has no clients that could leave. */
function endedByItself(server: Program): boolean {
  return server.exit?.status === 0 && server.lines().some((line) => ANNOUNCEMENT.test(line));
}

/** Whether it may turn out that the server ends, once its clients have left. */
export function mayEndYet(finding: Finding | undefined): boolean {
  return finding === ONE_AT_A_TIME;
}

export const ONE_AT_A_TIME: Finding = {
  sentence: "The server serves one client at a time: the others wait until that one has left.",
  because: "the server serves one client at a time",
  cause:
    "No client may hold up another. While the server serves one, it must go on accepting and serving others: with a thread or a task for each client, or with an event loop.",
};

const ENDS_BY_ITSELF: Finding = {
  sentence: "The server ended after a client had left; it should go on serving others.",
  because: "the server ends after a client has left",
  cause:
    "It ended by itself, with status 0: its work was done. Accept clients in a loop that only a signal ends.",
};

/** What a server prints and does in the wrong order. */
export const ANNOUNCES_TOO_EARLY: Finding = {
  sentence:
    "The server says that it listens before it does: who connects right after the line is refused.",
  because: "the server says that it listens before it does",
  cause:
    "Print the line only when the server listens: after `listen` has returned, or in its callback where it returns at once.",
};
