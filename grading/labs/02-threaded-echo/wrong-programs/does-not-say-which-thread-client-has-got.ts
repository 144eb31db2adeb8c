/**
 * A program that does not say which thread a client has got.
 *
 * @file handle-connection.ts
 * @caughtBy each client gets a thread
 * @says T being a number; it printed
 */

async function useThread(socket: Socket, peer: string, thread: Thread, pool: ThreadPool) {
  printStatus(`connected ${peer}`);
  try {
    const { reason } = await thread.handleConnection(socket);
    printStatus(reason === undefined ? `disconnected ${peer}` : `disconnected ${peer}: ${reason}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    pool.giveBack(thread);
  }
}
