/**
 * A program that knows clients by address and port.
 *
 * @file handle-connection.ts
 * @caughtBy the question names the address, and no port
 * @says The port is another one for every connection
 */

async function meet(
  { socket, host, log }: LoggedConnection,
  lines: AsyncIterator<string, void>,
  book: NameBook,
): Promise<boolean> {
  const address = `${normalizeAddress(host)}:${socket.remotePort}`;
  const known = book.nameOf(address);
  if (known !== undefined) {
    log.info("recognized", { address, name: known });
    await send(socket, `welcome back, ${known}\n`);
    return true;
  }
  const name = await introduce({ socket, lines, address }, book);
  if (name !== undefined) log.info("introduced", { address, name });
  return name !== undefined;
}
