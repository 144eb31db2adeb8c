/**
 * A program that does not tell a client that it has to wait.
 *
 * @file visit.ts
 * @caughtBy who comes second waits in line, and is told so
 * @says client in line is told
 */

async function greet({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  const { stream, address, log } = guest;
  await send(stream, tokenMessage(token));
  const hasToWait = house.line.first !== guest;
  if (hasToWait) {
    house.print(`waiting ${address}`);
  }
  if (!(await turn)) return;
  house.print(`talking to ${address}`);
  log.info("talking");
  if (hasToWait) await send(stream, withChecksum(house.checksum, YOUR_TURN));
}
