/**
 * A program that gives a thread back only when its client has left well.
 *
 * @file handle-connection.ts
 * @caughtBy a thread is given back, however its client leaves
 * @says in whatever way
 */

async function useThread(socket: Socket, peer: string, thread: Thread, pool: ThreadPool) {
  printStatus(`connected ${peer} on thread ${thread.number}`);
  try {
    const { reason } = await thread.handleConnection(socket);
    if (reason === undefined) pool.giveBack(thread);
    printStatus(reason === undefined ? `disconnected ${peer}` : `disconnected ${peer}: ${reason}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
  }
}
