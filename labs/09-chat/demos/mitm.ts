/**
 * `npm run lab 09 mitm`: a man in the middle tries all he can.
 *
 * A client, a server, and somebody through whose hands all bytes go. Each attempt is really made, over
 * real connections, and both sides tell how it ended for them. Both speak through your own channel as soon
 * as you have a copy of part 09a.
 *
 *     npm run lab 09 mitm
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { endOnOutputError } from "../../../shared/process/program.ts";
import { scratchFolder } from "../../../shared/testing/scratch-folder.ts";
import { type Identity, openIdentity } from "../connection/identity.ts";
import { KnownServers } from "../connection/server-verifier.ts";
import {
  type ChannelModule,
  giveOrders,
  ORDERS,
  type Outcome,
  openServer,
} from "./parts/encounter.ts";
import { attempts, honest, openMiddle, type Trick } from "./parts/middle.ts";

/** Under this name the client knows the server, whatever port the middle has. */
const NAME = { host: "chat.example", port: 9090 };

/** The learner's copy of part 09a, once it is made; `--solution` passes it over. */
const COPY = new URL("../../../work/09a-channel/open-channel.ts", import.meta.url);
const hasCopy = existsSync(COPY) && !process.argv.includes("--solution");
const channel: ChannelModule = await (hasCopy
  ? import(COPY.href)
  : import("../a-channel/open-channel.ts"));

endOnOutputError();
const folder = scratchFolder("lab-09-mitm-");
const [identity, hisIdentity] = await Promise.all([newIdentity("server"), newIdentity("middle")]);
const server = await openServer(identity, channel);
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
    giveOrders(middle.address, verifyServer, channel),
    server.verdict(),
  ]);
  middle.close();
  return { client: ofClient, server: ofServer };
}

/** The client connects to the man in the middle, who is a server himself; the right one is never asked. */
async function impersonate(): Promise<Outcome> {
  const impostor = await openServer(hisIdentity, channel);
  const verifyServer = await verifierOf();
  const [ofClient] = await Promise.all([
    giveOrders(impostor.address, verifyServer, channel),
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
