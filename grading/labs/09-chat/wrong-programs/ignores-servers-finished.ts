/**
 * A program that shows the password before it has looked at the server's FINISHED.
 *
 * @file a-channel/handshake.ts
 * @caughtBy the client shows who it is only behind a right FINISHED
 * @says The password goes to whoever has shown
 */

export async function shakeHandsAsClient(
  io: HandshakeIo,
  verifyServer: ServerVerifier,
): Promise<FernetProtection> {
  const own = newEphemeralKey();
  const clientHello = encodeClientHello({
    ephemeral: own.publicKey,
    random: randomBytes(RANDOM_BYTES),
  });
  io.send(clientHello);

  const serverHello = Buffer.from(await io.receive());
  const { ephemeral, certificate, signature, unsigned } = parseServerHello(serverHello);
  await verifyServer(fingerprintOf(certificate));
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);

  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(deriveSharedSecret(own.privateKey, ephemeral), transcript);
  const protection = new FernetProtection({ own: keys.clientToServer, other: keys.serverToClient });
  io.send(sealFinished(protection, transcript));
  protection.openFirst(await io.receive());
  return protection;
}
