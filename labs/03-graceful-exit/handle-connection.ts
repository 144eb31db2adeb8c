/** Around each connection: who comes, how it ended, and the one place where its failures end. */
import type { Socket } from "node:net";
import { peerAddress } from "../../shared/net/address.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { answerClient } from "./answer-client.ts";
import type { Limits } from "./limits.ts";

/** Serves one client and says how the connection ended. It never throws: a connection cannot stop the server. */
export async function handleConnection(socket: Socket, limits: Limits): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  // An "error" event that nobody hears ends the process (Node's page "Events", "Error events").
  // Whoever reads or waits learns of the error as well; this listener is for the time between.
  socket.on("error", () => {});
  try {
    const ending = await answerClient(socket, peer, limits);
    printStatus(`disconnected ${peer}: ${ending}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: a fault of this server`);
    console.error(error);
  } finally {
    socket.destroy();
  }
}
