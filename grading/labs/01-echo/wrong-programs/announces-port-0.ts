/**
 * A program that announces port 0.
 *
 * @file shared/net/listen.ts
 * @caughtBy the server says where it listens
 * @says ask server.address()
 */

export function listen(server: Server, wanted: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    const listening = () => {
      server.off("error", failed);
      const { address: host, port } = server.address() as AddressInfo;
      resolve({ host, port: port > 0 ? wanted.port : 0 });
    };
    const failed = (error: Error) => {
      server.off("listening", listening);
      reject(error);
    };
    server.once("error", failed);
    server.listen({ host: wanted.host, port: wanted.port }, listening);
  });
}
