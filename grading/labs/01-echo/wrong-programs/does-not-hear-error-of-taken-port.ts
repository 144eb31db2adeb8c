/**
 * A program that does not hear the error of a taken port.
 *
 * @file shared/net/listen.ts
 * @caughtBy a taken port is told in one line
 * @says stack trace
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
      reject(error);
    };
    server.listen({ host: wanted.host, port: wanted.port }, listening);
  });
}
