/**
 * A thread as the main thread sees it: something that serves one client after the other, and that
 * may crash. Its own program is connection-thread.ts; the two share no variable, they send each
 * other messages.
 */
import { once } from "node:events";
import type { Socket } from "node:net";
import { type Transferable, Worker } from "node:worker_threads";

/** What a thread reports when the connection that it served has ended. */
export interface VisitEnd {
  /** Why it ended, if it did not end well. */
  reason: string | undefined;
}

export class Thread {
  /** What `threadId` says inside of it. Asked for at once: a worker that has ended has no number. */
  readonly number: number;
  readonly #worker: Worker;

  /** @param onCrash called when the thread has crashed; it can serve nobody any more */
  constructor(onCrash: (thread: Thread) => void) {
    this.#worker = new Worker(new URL("./connection-thread.ts", import.meta.url));
    this.number = this.#worker.threadId;
    // A thread's uncaught error arrives here. Without a listener it would end the whole process.
    this.#worker.on("error", () => onCrash(this));
  }

  /**
   * Moves the socket to the thread and returns the thread's report when the connection has ended.
   * A moved socket is dead on this side: from now on the thread alone reads and writes it.
   *
   * @throws the thread's error when it has crashed, which has closed the connection
   *
   * @exercise 02.2 Move the socket to the thread; return its report, which is the next message from it, or throw the error by which it crashed.
   */
  async serve(socket: Socket): Promise<VisitEnd> {
    this.#worker.postMessage(socket, [asTransferable(socket)]);
    const [report] = (await once(this.#worker, "message")) as [VisitEnd];
    return report;
  }

  /** Ends the thread at once, even in the middle of a computation; its connection is closed. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/**
 * From Node 24.20 and 26.6 on a socket can move to another thread (Node's page "net", class
 * `net.Socket`); the types do not know it yet.
 */
function asTransferable(socket: Socket): Transferable {
  return socket as unknown as Transferable;
}
