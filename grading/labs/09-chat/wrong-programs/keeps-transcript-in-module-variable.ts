/**
 * A program that keeps the transcript of the handshake in a variable of the module.
 *
 * @file a-channel/handshake.ts
 * @caughtBy two clients that log in at the same time are not taken for each other
 * @says in a variable of the module
 */

let transcript: Buffer = Buffer.alloc(0);

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
  transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(secret, transcript);
  const protection = new FernetProtection({ own: keys.serverToClient, other: keys.clientToServer });
  io.send(sealFinished(protection, transcript));
  checkFinished(protection, await io.receive(), transcript);
  return protection;
}
