/**
 * The handshake of FC1, both sides of it. What comes and goes is whole frames; where they go is not
 * known here.
 *
 *     client                                       server
 *     ClientHello  ─────────────────────────────▶
 *                  ◀─────────────────────────────  ServerHello: certificate, signature
 *                  ◀─────────────────────────────  FINISHED
 *     FINISHED     ─────────────────────────────▶
 */
import { randomBytes } from "node:crypto";
import type { HashGate } from "../../../shared/auth/hash-gate.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { checkFinished, sealFinished } from "./finished.ts";
import {
  encodeClientHello,
  encodeProposal,
  encodeServerHello,
  parseClientHello,
  parseServerHello,
  RANDOM_BYTES,
} from "./hello.ts";
import { fingerprintOf, type Identity } from "./identity.ts";
import { agree, newEphemeralKey } from "./key-agreement.ts";
import { channelKeys } from "./key-schedule.ts";
import { checkProof, signTranscript } from "./proof.ts";
import { FernetSealing } from "./sealing.ts";
import { transcriptHash } from "./transcript.ts";

/** The frames of one connection. */
export interface Line {
  /** The next one's body, good until the next is asked for. @throws when there is none */
  receive(): Promise<Uint8Array>;
  send(body: Uint8Array): void;
}

/** Looks at the fingerprint of a server's certificate; throws to refuse it. */
export type Judge = (fingerprint: string) => void | Promise<void>;

/** @throws ProtocolError when the client breaks the rules, or too many shake hands at once */
export async function shakeHandsAsServer(
  line: Line,
  { identity, gate }: { identity: Identity; gate: HashGate },
): Promise<FernetSealing> {
  const clientHello = Buffer.from(await line.receive());
  const { ephemeral } = parseClientHello(clientHello);
  const own = newEphemeralKey();
  const secret = agree(own.privateKey, ephemeral);

  const hello = { ephemeral: own.shown, random: randomBytes(RANDOM_BYTES) };
  const proposal = encodeProposal(hello, identity.certificate);
  const proposed = transcriptHash(clientHello, proposal);
  const signature = await gate.run(() => signTranscript(identity.privateKey, proposed));
  if (signature === "busy") throw new ProtocolError("too many handshakes at once");

  const serverHello = encodeServerHello(proposal, signature);
  line.send(serverHello);
  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(secret, transcript);
  const sealing = new FernetSealing({ own: keys.serverToClient, other: keys.clientToServer });
  line.send(sealFinished(sealing, transcript));
  checkFinished(sealing, await line.receive(), transcript);
  return sealing;
}

/** @throws ProtocolError when the server breaks the rules; what the judge throws */
export async function shakeHandsAsClient(line: Line, judge: Judge): Promise<FernetSealing> {
  const own = newEphemeralKey();
  const clientHello = encodeClientHello({
    ephemeral: own.shown,
    random: randomBytes(RANDOM_BYTES),
  });
  line.send(clientHello);

  const serverHello = Buffer.from(await line.receive());
  const { ephemeral, certificate, signature, proposal } = parseServerHello(serverHello);
  await judge(fingerprintOf(certificate));
  checkProof(certificate, transcriptHash(clientHello, proposal), signature);

  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(agree(own.privateKey, ephemeral), transcript);
  const sealing = new FernetSealing({ own: keys.clientToServer, other: keys.serverToClient });
  line.send(sealFinished(sealing, transcript));
  checkFinished(sealing, await line.receive(), transcript);
  return sealing;
}
