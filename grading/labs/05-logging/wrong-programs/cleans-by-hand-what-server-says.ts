/**
 * A program that cleans by hand what the server says.
 *
 * @file run-client.ts
 * @caughtBy no server can forge a line of the client's
 * @says Escape them all
 */

async function printLines({ socket, output, log }: Conversation): Promise<void> {
  const screen = screenFor(output);
  for await (const line of linesOf(socket)) {
    log.info("received", { ...fieldsOf(line), text: line.replace(/[^ -~]/g, "?") });
    await send(screen, `${line}\n`);
  }
}
