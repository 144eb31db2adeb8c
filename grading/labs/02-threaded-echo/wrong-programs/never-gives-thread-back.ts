/**
 * A program that never gives a thread back.
 *
 * @file handle-connection.ts
 * @caughtBy a thread is given back, however its client leaves
 * @says full with nobody in it
 */

async function useThread(socket: Socket, peer: string, thread: Thread, pool: ThreadPool) {
  printStatus(`connected ${peer} on thread ${thread.number}`);
  try {
    const { reason } = await thread.handleConnection(socket);
    printStatus(reason === undefined ? `disconnected ${peer}` : `disconnected ${peer}: ${reason}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
  }
}
