/**
 * A program that says of every client that is gone that it has left.
 *
 * @file visit.ts
 * @caughtBy the server says whom it has refused
 * @says by a `ProtocolError`, and by no other
 */

export async function visit({ socket, address, log }: Visitor, house: House): Promise<string> {
  const stream = new FrameStream(socket, house);
  const place = house.line.enter({ address, stream, log, waitingBytes: 0 });
  const stop = () => void partFrom(stream);
  house.stopping.addEventListener("abort", stop);
  try {
    const token = newToken();
    const listening = listen(place, token, house);
    await Promise.race([listening, greet(place, token, house).then(() => listening)]);
    await partFrom(stream);
    house.print(`left ${address}`);
    return house.stopping.aborted ? "server stops" : "end of stream";
  } catch (error) {
    house.print(error instanceof ProtocolError ? `lost ${address}` : `left ${address}`);
    throw error;
  } finally {
    house.stopping.removeEventListener("abort", stop);
    house.line.leave(place);
  }
}
