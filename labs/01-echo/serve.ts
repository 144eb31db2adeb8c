/** One client's visit, from the first service message to the last. */
import type { Socket } from "node:net";
import { peerAddress } from "../../shared/net/address.ts";
import { explainBrokenConnection } from "../../shared/net/network-error.ts";
import { say } from "../../shared/process/say.ts";
import { echo } from "./echo.ts";

/**
 * Serves one client and says how its visit ended. This is the one place where the failure of a
 * connection ends: a client that resets it (RFC 9293 section 3.10.7.4) is a line on the screen, and
 * the other clients notice nothing. It never throws.
 *
 * @exercise 01.4 Say that the client connected, echo, say how it ended; whatever fails, catch it here and close this connection only.
 */
export async function serve(socket: Socket): Promise<void> {
  const peer = peerAddress(socket);
  say(`connected ${peer}`);
  try {
    await echo(socket, peer);
    say(`disconnected ${peer}`);
  } catch (error) {
    say(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    socket.destroy();
  }
}
