/**
 * A program that keeps the token of the last client in a variable that all share.
 *
 * @file visit.ts
 * @caughtBy two clients that send at the same time are kept apart
 * @says Something of one client showed up at another
 */

export async function visit({ socket, address, log }: Visitor, house: House): Promise<string> {
  const stream = new FrameStream(socket, house);
  const place = house.line.enter({ address, stream, log, waitingBytes: 0 });
  const stop = () => void partFrom(stream);
  house.stopping.addEventListener("abort", stop);
  try {
    token = newToken();
    const listening = listen(place, house);
    await Promise.race([listening, greet(place, token, house).then(() => listening)]);
    await partFrom(stream);
    house.print(`left ${address}`);
    return house.stopping.aborted ? "server stops" : "end of stream";
  } catch (error) {
    house.print(
      error instanceof ProtocolError ? `refused ${address}: ${error.message}` : `lost ${address}`,
    );
    throw error;
  } finally {
    house.stopping.removeEventListener("abort", stop);
    house.line.leave(place);
  }
}

let token = "";

async function listen({ guest, turn }: Place<Guest>, house: House): Promise<void> {
  for await (const message of guest.stream) {
    const text = withoutChecksum(house.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = Buffer.byteLength(text);
    house.print(`received ${bytes} bytes: ${text}`);
    guest.log.info("received", { bytes });
  }
}
