/**
 * A program that makes the keys of th1, which leaves out the signature.
 *
 * @file channel/handshake.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says th made of something else
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
  const transcript = proposed;
  const keys = channelKeys(secret, transcript);
  const sealing = new FernetSealing({ own: keys.serverToClient, other: keys.clientToServer });
  line.send(sealFinished(sealing, transcript));
  checkFinished(sealing, await line.receive(), transcript);
  return sealing;
}
