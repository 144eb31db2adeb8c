/**
 * A program that waits for the client's FINISHED before it sends its own.
 *
 * @file a-channel/handshake.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says neither waits for the other's
 */

export async function shakeHandsAsServer(
  io: HandshakeIo,
  { identity, gate }: { identity: Identity; gate: HashLimiter },
): Promise<FernetProtection> {
  const clientHello = Buffer.from(await io.receive());
  const { ephemeral } = parseClientHello(clientHello);
  const own = newEphemeralKey();
  const secret = deriveSharedSecret(own.privateKey, ephemeral);

  const hello = { ephemeral: own.publicKey, random: randomBytes(RANDOM_BYTES) };
  const unsigned = encodeUnsignedServerHello(hello, identity.certificate);
  const signed = transcriptHash(clientHello, unsigned);
  const signature = await gate.run(() => signTranscript(identity.privateKey, signed));
  if (signature === "busy") throw new ProtocolError("too many handshakes at once");

  const serverHello = encodeServerHello(unsigned, signature);
  io.send(serverHello);
  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(secret, transcript);
  const protection = new FernetProtection({ own: keys.serverToClient, other: keys.clientToServer });
  checkFinished(protection, await io.receive(), transcript);
  io.send(sealFinished(protection, transcript));

  return protection;
}
