/**
 * A program that asks at every connection.
 *
 * @file handle-connection.ts
 * @caughtBy a client whose address is known is not asked again
 * @says The name was given a moment ago
 */

async function meet(
  { socket, host, log }: LoggedConnection,
  lines: AsyncIterator<string, void>,
  book: NameBook,
): Promise<boolean> {
  const address = normalizeAddress(host);
  const known = book.nameOf(address) && undefined;
  if (known !== undefined) {
    log.info("recognized", { address, name: known });
    await send(socket, `welcome back, ${known}\n`);
    return true;
  }
  const name = await introduce({ socket, lines, address }, book);
  if (name !== undefined) log.info("introduced", { address, name });
  return name !== undefined;
}
