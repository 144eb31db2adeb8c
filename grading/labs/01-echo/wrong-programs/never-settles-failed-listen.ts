/**
 * A program that never settles the promise of a listen that has failed.
 *
 * @file shared/net/listen.ts
 * @caughtBy a taken port is told in one line
 * @says must pass the error on: `reject(error)`
 */

export function listen(server: Server, wanted: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    const listening = () => {
      server.off("error", failed);
      const { address: host, port } = server.address() as AddressInfo;
      resolve({ host, port });
    };
    const failed = (error: Error) => {
      server.off("listening", listening);
    };
    server.once("error", failed);
    server.listen({ host: wanted.host, port: wanted.port }, listening);
  });
}
