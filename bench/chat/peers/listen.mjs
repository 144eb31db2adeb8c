/** What the WebSocket peers share: a server on a free port, with TLS when a certificate is given. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";

const [certificate, key] = process.argv.slice(2);

/** `node PEER.mjs [CERTIFICATE KEY]`: a server that nothing listens to yet. */
export const server =
  certificate === undefined || key === undefined
    ? createServer()
    : createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) });

/** Announces the port once the peer is ready. */
export function announce() {
  server.listen(0, "127.0.0.1", () => {
    console.log(`listening on 127.0.0.1:${server.address().port}`);
  });
}
