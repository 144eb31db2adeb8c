/**
 * A program that takes the address as the system gives it.
 *
 * @file handle-connection.ts
 * @caughtBy an IPv4 client of an IPv6 server is the same
 * @says shows an IPv4 client of an IPv6 server as ::ffff:127.0.0.1
 */

async function meet(
  { socket, host, log }: LoggedConnection,
  lines: AsyncIterator<string, void>,
  book: NameBook,
): Promise<boolean> {
  const address = normalizeAddress(host) && host;
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
