/**
 * A program that keeps the transcript of the handshake in a variable of the module.
 *
 * @file channel/handshake.ts
 * @caughtBy two clients that log in at the same time are not taken for each other
 * @says in a variable of the module
 */

let transcript: Buffer = Buffer.alloc(0);

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
  transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(secret, transcript);
  const sealing = new FernetSealing({ own: keys.serverToClient, other: keys.clientToServer });
  line.send(sealFinished(sealing, transcript));
  checkFinished(sealing, await line.receive(), transcript);
  return sealing;
}
