/**
 * `npm run lab 09 mitm`: a man in the middle tries all he can.
 *
 * A client, a server, and somebody through whose hands all bytes go. Each attempt is really made, over
 * real connections, and both sides tell how it ended for them. Both speak through your own channel as soon
 * as you have a copy of part 09a.
 *
 *     npm run lab 09 mitm
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import type { Address } from "../../../shared/net/address.ts";
import { connect } from "../../../shared/net/connect.ts";
import { listen } from "../../../shared/net/listen.ts";
import { endOnOutputError } from "../../../shared/process/program.ts";
import { scratchFolder } from "../../../shared/testing/scratch-folder.ts";
import type { Channel } from "../connection/channel.ts";
import { type Identity, openIdentity } from "../connection/identity.ts";
import { KnownServers, type ServerVerifier } from "../connection/server-verifier.ts";
import { RECORD } from "../protocol/wire.ts";
import { attempts, honest, openMiddle, type Trick } from "./parts/middle.ts";

/** Under this name the client knows the server, whatever port the middle has. */
const NAME = { host: "chat.example", port: 9090 };

/** The learner's copy of part 09a, once it is made; `--solution` passes it over. */
const COPY = new URL("../../../work/09a-channel/open-channel.ts", import.meta.url);
const hasCopy = existsSync(COPY) && !process.argv.includes("--solution");

/** What makes a channel of a socket, on each side: the learner's, or the worked one. */
const { acceptChannel, openChannel }: typeof import("../a-channel/open-channel.ts") = await (hasCopy
  ? import(COPY.href)
  : import("../a-channel/open-channel.ts"));

/** Whoever waits longer gives up, in milliseconds: the demonstration has an end, whatever happens. */
const PATIENCE = { tls: false, frameMs: 5_000, handshakeMs: 5_000 };

/** What the client says, a record each. */
const ORDERS = ["pay Ada 10 coins", "pay Bob 20 coins", "pay Eve 30 coins"];

/** What each side has to say when it is over. */
interface Outcome {
  client: string;
  server: string;
}

interface SmallServer {
  address: Address;
  /** What the server says of its next client. */
  verdict(): Promise<string>;
  close(): void;
}

endOnOutputError();
const folder = scratchFolder("lab-09-mitm-");
const [identity, hisIdentity] = await Promise.all([newIdentity("server"), newIdentity("middle")]);
const server = await openServer(identity);
try {
  if (hasCopy) console.log("Client and server use your own channel, work/09a-channel.\n");
  console.log(`The client has ${ORDERS.length} orders for the server, and knows its fingerprint:`);
  console.log(identity.fingerprint);

  const seen: string[] = [];
  tell(1, "only looks", await attempt(() => looking(seen)));
  console.log(`\n   This is all that he sees of the orders:\n`);
  for (const frame of seen) console.log(`   ${frame}`);

  tell(2, "answers in the server's place, with a certificate of his own", await impersonate());
  for (const [index, { title, newTrick }] of attempts.entries()) {
    tell(3 + index, title, await attempt(newTrick));
  }

  console.log(`
He can always cut the line. He cannot read, change, repeat or leave out anything without being noticed,
as long as the client knows the fingerprint: at the very first meeting, only a person can compare it.`);
} finally {
  server.close();
}

/** The client connects to the server through the middle, who plays his trick. */
async function attempt(newTrick: () => Trick): Promise<Outcome> {
  const middle = await openMiddle(server.address, newTrick);
  const verifyServer = await verifierOf();
  const [ofClient, ofServer] = await Promise.all([
    giveOrders(middle.address, verifyServer),
    server.verdict(),
  ]);
  middle.close();
  return { client: ofClient, server: ofServer };
}

/** The client connects to the man in the middle, who is a server himself; the right one is never asked. */
async function impersonate(): Promise<Outcome> {
  const impostor = await openServer(hisIdentity);
  const verifyServer = await verifierOf();
  const [ofClient] = await Promise.all([
    giveOrders(impostor.address, verifyServer),
    impostor.verdict(),
  ]);
  impostor.close();
  const [said = ""] = ofClient.split(";");
  return { client: said, server: "(was not asked)" };
}

/** The client's own: it has met the server before. */
async function verifierOf(): Promise<(fingerprint: string) => void> {
  const known = await KnownServers.open(await mkdtemp(join(folder, "client-")));
  await known.add(NAME, identity.fingerprint);
  return (fingerprint) => void known.check(NAME, fingerprint);
}

async function newIdentity(name: string): Promise<Identity> {
  const own = join(folder, name);
  await mkdir(own);
  return openIdentity(own);
}

/** Lets all pass, and keeps how the orders look. */
function looking(seen: string[]): Trick {
  return (direction, index, body, hands) => {
    const isOrder = direction === "to-server" && index >= 2 && index < 2 + ORDERS.length;
    if (isOrder) seen.push(`${body.length} bytes: ${body.toString("latin1").slice(0, 64)}…`);
    honest(direction, index, body, hands);
  };
}

function tell(number: number, title: string, { client, server: ofServer }: Outcome): void {
  console.log(`\n${number}. He ${title}\n`);
  console.log(`   client   ${client}`);
  console.log(`   server   ${ofServer}`);
}

/** Opens a server that takes one client after the other, and acknowledges each order. */
async function openServer(identity: Identity): Promise<SmallServer> {
  const gate = new HashLimiter();
  const verdicts: Promise<string>[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    verdicts.push(serve(acceptChannel(socket, { ...PATIENCE, identity, gate })));
    server.emit("client");
  });
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const verdict = async () => {
    if (verdicts.length === 0) await once(server, "client");
    return verdicts.shift() ?? "nobody came";
  };
  return { address, verdict, close: () => server.close() };
}

/** Gives all orders to whatever answers at this address, and leaves; returns what the client says. */
async function giveOrders(address: Address, verifyServer: ServerVerifier): Promise<string> {
  const socket = await connect(address);
  return told(openChannel(socket, { ...PATIENCE, verifyServer }), async (channel) => {
    for (const text of ORDERS) channel.send(RECORD.CLIENT_TO_SERVER, text);
    channel.close();
    let acknowledged = 0;
    for (;;) {
      const record = await channel.next();
      if (record === undefined) break;
      acknowledged++;
    }
    const { reason } = channel.lastWord ?? {};
    if (reason !== undefined) return `the server has closed: ${reason}`;
    return `${acknowledged} of ${ORDERS.length} orders acknowledged, a clean end`;
  });
}

async function serve(accepting: Promise<Channel>): Promise<string> {
  const taken: string[] = [];
  const end = await told(accepting, async (channel) => {
    for (;;) {
      const record = await channel.next();
      if (record === undefined) break;
      taken.push(Buffer.from(record.body).toString());
      channel.send(RECORD.SERVER_TO_CLIENT, "taken");
    }
    const { reason } = channel.lastWord ?? {};
    return reason === undefined ? "a clean end" : `the client has closed: ${reason}`;
  });
  return taken.length === 0 ? end : `took ${taken.join(", ")}; then: ${end}`;
}

/** What comes of a channel: what the talk returns, or why it has failed. */
async function told(
  opening: Promise<Channel>,
  talk: (channel: Channel) => Promise<string>,
): Promise<string> {
  try {
    const channel = await opening;
    return await talk(channel).finally(() => channel.part());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
