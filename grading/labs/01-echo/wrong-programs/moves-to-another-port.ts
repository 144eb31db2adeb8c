/**
 * A program that moves to another port when its own is taken.
 *
 * @file shared/net/listen.ts
 * @caughtBy a taken port is told in one line
 * @says it says "listening on …this server ends
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
      listen(server, { ...wanted, port: 0 }).then(resolve, reject);
    };
    server.once("error", failed);
    server.listen({ host: wanted.host, port: wanted.port }, listening);
  });
}
