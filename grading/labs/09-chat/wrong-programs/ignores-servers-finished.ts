/**
 * A program that shows the password before it has looked at the server's FINISHED.
 *
 * @file channel/handshake.ts
 * @caughtBy the client shows who it is only behind a right FINISHED
 * @says The password goes to whoever has shown
 */

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
  sealing.openFirst(await line.receive());
  return sealing;
}
