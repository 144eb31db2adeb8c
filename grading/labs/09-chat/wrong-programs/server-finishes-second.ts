/**
 * A program that waits for the client's FINISHED before it sends its own.
 *
 * @file channel/handshake.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says neither waits for the other's
 */

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
  checkFinished(sealing, await line.receive(), transcript);
  line.send(sealFinished(sealing, transcript));

  return sealing;
}
