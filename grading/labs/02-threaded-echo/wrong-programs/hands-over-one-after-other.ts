/**
 * A program that hands over a client only when the one before has left.
 *
 * @file handle-connection.ts
 * @caughtBy a client in the middle of a line holds up nobody
 * @says one client at a time
 */

let turn: Promise<{ reason: string | undefined }> = Promise.resolve({ reason: undefined });

async function useThread(socket: Socket, peer: string, thread: Thread, pool: ThreadPool) {
  printStatus(`connected ${peer} on thread ${thread.number}`);
  try {
    turn = turn.catch(() => {}).then(() => thread.handleConnection(socket));
    const { reason } = await turn;
    printStatus(reason === undefined ? `disconnected ${peer}` : `disconnected ${peer}: ${reason}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    pool.giveBack(thread);
  }
}
