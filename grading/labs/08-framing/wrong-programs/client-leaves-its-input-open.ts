/**
 * A program that leaves its input open, as a client.
 *
 * @file client.ts
 * @caughtBy the client ends well when the server ends between two frames
 * @says keeps the process alive
 */
import { explainBrokenConnection, explained } from "../../../../shared/process/errors.ts";
import { stopSignal } from "../../../../shared/process/program.ts";

async function untilStopped(
  connection: FrameStream,
  session: () => Promise<unknown>,
): Promise<void> {
  await explained(
    Promise.race([session(), stopSignal()]),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  connection.destroy();
}
