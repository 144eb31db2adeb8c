/** Wrong programs of lab 09, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

/** How the server answers when a message is on disk. */
const TOLD_THEN_ACCEPTED = `    if (message !== undefined) {
      room.tellMessage(message);
      asker.log.info("said", { number, bytes: Buffer.byteLength(text) });
    }
    tell(asker, { type: "accepted", id, number });`;

/** The end of the server's handshake. */
const SERVER_FINISHES = `  const sealing = new FernetSealing({ own: keys.serverToClient, other: keys.clientToServer });
  line.send(sealFinished(sealing, transcript));
  checkFinished(sealing, await line.receive(), transcript);`;

/** The end of the client's handshake. */
const CLIENT_FINISHES = `  const sealing = new FernetSealing({ own: keys.clientToServer, other: keys.serverToClient });
  line.send(sealFinished(sealing, transcript));
  checkFinished(sealing, await line.receive(), transcript);`;

export const mutants: readonly Mutant[] = [
  {
    mistake: "hashes the hellos one behind the other, without their lengths",
    edits: [
      {
        file: "channel/transcript.ts",
        from: "hash.update(encodeFrame(part));",
        to: "hash.update(part);",
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "without their lengths",
  },
  {
    mistake: "signs with as long a salt as there is room for",
    edits: [
      {
        file: "channel/proof.ts",
        from: "saltLength: 32 };",
        to: "saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN };",
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "its salt has not 32 bytes",
  },
  {
    mistake: "signs the old way, PKCS #1 v1.5",
    edits: [
      {
        file: "channel/proof.ts",
        from: "padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32",
        to: "padding: constants.RSA_PKCS1_PADDING",
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "signed the old way",
  },
  {
    mistake: "prints the fingerprint with its padding",
    edits: [
      { file: "channel/identity.ts", from: '.replace(/=+$/, "")', to: "" },
      {
        file: "server.ts",
        from: "fingerprint ${identity.fingerprint}",
        to: "fingerprint ${identity.fingerprint} ",
      },
    ],
    caughtBy: "the server prints the fingerprint of its certificate",
    says: "fingerprint",
  },
  {
    mistake: "uses one point for all connections",
    edits: [
      {
        file: "channel/key-agreement.ts",
        from: `export function newEphemeralKey(): EphemeralKey {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");`,
        to: `const { privateKey, publicKey } = generateKeyPairSync("x25519");
export function newEphemeralKey(): EphemeralKey {`,
      },
    ],
    caughtBy: "every connection has a point and a number of its own",
    says: "make a new one for each",
  },
  {
    mistake: "goes on with a secret of zeros",
    edits: [
      {
        file: "channel/key-agreement.ts",
        from: '  if (secret.every((byte) => byte === 0)) throw new ProtocolError("a public key of no use");\n',
        to: "",
      },
      {
        file: "channel/key-agreement.ts",
        from: 'throw new ProtocolError("a public key of no use", { cause });',
        to: "return Buffer.alloc(cause === undefined ? 0 : 32);",
      },
    ],
    caughtBy: "a point that gives nothing but zeros is refused",
    says: "the shared secret is all zeros",
  },
  {
    mistake: "waits for a handshake forever",
    edits: [{ file: "channel/line.ts", from: "    socket.destroy(tooSlow);\n", to: "" }],
    caughtBy: "the handshake and each frame have a deadline",
    says: "one alarm for the whole handshake",
  },
  {
    mistake: "believes each header before anybody is logged in",
    edits: [
      {
        file: "channel/accept-channel.ts",
        from: "maxBodyBytes: SERVER_BEFORE_LOG_IN_BYTES,",
        to: "maxBodyBytes: 8 * SERVER_BEFORE_LOG_IN_BYTES,",
      },
    ],
    caughtBy: "who announces too much is closed at the header",
    says: "look at the header before you wait for the body",
  },
  {
    mistake: "does not look who can read its key",
    edits: [
      {
        file: "channel/identity.ts",
        from: "let privateKeyPem = await readPrivateFile(files.key);",
        to: "let privateKeyPem = await readTextFile(files.key);",
      },
    ],
    caughtBy: "the server makes its key once, for its owner alone",
    says: "who has read the key can pass for the server",
  },
  {
    mistake: "lets one address in as often as it likes",
    edits: [
      {
        file: "room/door.ts",
        from: '    if (network.open >= this.#limits.perAddress) return "too-many-at-once";\n',
        to: "",
      },
    ],
    caughtBy: "one address has so many connections, and no more",
    says: "could have the server to itself",
  },
  {
    mistake: "never gives a place at the door back",
    edits: [{ file: "room/door.ts", from: "network.open--;", to: "network.open -= 0;" }],
    caughtBy: "one address has so many connections, and no more",
    says: "its place is free",
  },
  {
    mistake: "begins every token with the same initial value",
    edits: [
      {
        file: "channel/sealing.ts",
        from: "{ iv: freshIv() }",
        to: "{ iv: freshIv().fill(7) }",
      },
    ],
    caughtBy: "every token has an initial value of its own",
    says: "equal texts look equal",
  },
  {
    mistake: "encrypts with the first half of the key",
    edits: [
      {
        file: "channel/fernet-key.ts",
        from: "createSecretKey(bytes.subarray(HALF_BYTES))",
        to: "createSecretKey(bytes.subarray(0, HALF_BYTES))",
      },
    ],
    caughtBy: "the server's FINISHED is sealed for this client",
    says: "these sign, the last 16 encrypt",
  },
  {
    mistake: "has one key for both directions",
    edits: [{ file: "channel/key-schedule.ts", from: '"FC1 s2c"', to: '"FC1 c2s"' }],
    caughtBy: "the server's FINISHED is sealed for this client",
    says: "key of the other direction",
  },
  {
    mistake: "makes the keys of th1, which leaves out the signature",
    edits: [
      {
        file: "channel/handshake.ts",
        from: `  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(secret, transcript);`,
        to: `  const transcript = proposed;
  const keys = channelKeys(secret, transcript);`,
      },
    ],
    caughtBy: "the server's FINISHED is sealed for this client",
    says: "th made of something else",
  },
  {
    mistake: "waits for the client's FINISHED before it sends its own",
    edits: [
      {
        file: "channel/handshake.ts",
        from: SERVER_FINISHES,
        to: SERVER_FINISHES.replace(/( {2}line\.send.*\n)( {2}check.*)/, "$2\n$1"),
      },
    ],
    caughtBy: "the server's FINISHED is sealed for this client",
    says: "neither waits for the other's",
  },
  {
    mistake: "does not look at what the verification of the signature says",
    edits: [
      {
        file: "channel/proof.ts",
        from: 'if (!verify("sha256", signed, { key, ...PSS }, signature)) {',
        to: 'if (verify("sha256", signed, { key, ...PSS }, signature) === undefined) {',
      },
    ],
    caughtBy: "the client believes no signature but the right one",
    says: "Look at what `verify` returns",
  },
  {
    mistake: "compares the beginning of a fingerprint only",
    edits: [
      {
        file: "client/trust.ts",
        from: "if (fingerprint === pinned) return;",
        to: "if (fingerprint.slice(0, 7) === pinned.slice(0, 7)) return;",
      },
    ],
    caughtBy: "with --fingerprint the client takes that server only",
    says: "compare the fingerprint of the certificate",
  },
  {
    mistake: "reads base64 as Node does",
    edits: [
      {
        file: "channel/base64url.ts",
        from: "return toBase64url(bytes) === text ? bytes : undefined;",
        to: "return text === undefined ? undefined : bytes;",
      },
    ],
    caughtBy: "a token that is altered in one of six ways is refused",
    says: "Check the characters",
  },
  {
    mistake: "leaves out the padding of its tokens",
    edits: [
      {
        file: "channel/base64url.ts",
        from: 'return text.padEnd(Math.ceil(text.length / 4) * 4, "=");',
        to: "return text;",
      },
    ],
    caughtBy: "a token that is altered in one of six ways is refused",
    says: "The token comes without its padding",
  },
  {
    mistake: "does not look at the HMAC",
    edits: [
      {
        file: "channel/fernet.ts",
        from: `  if (!timingSafeEqual(signatureOf(key, signed), bytes.subarray(-SIGNATURE_BYTES)))
    return undefined;
`,
        to: "",
      },
    ],
    caughtBy: "a flipped bit is noticed wherever it is",
    says: "Everything before the HMAC is covered by it",
  },
  {
    mistake: "takes any FINISHED for the right one",
    edits: [
      {
        file: "channel/finished.ts",
        from: "if (type !== RECORD.FINISHED || !isRight) {",
        to: "if (type !== RECORD.FINISHED || isRight === undefined) {",
      },
    ],
    caughtBy: "a wrong FINISHED ends the connection without a word",
    says: "Only a right FINISHED shows",
  },
  {
    mistake: "waits for the rest of a frame forever",
    edits: [
      {
        file: "channel/frame-reader.ts",
        from: "setTimeout(() => this.#tooSlow(), this.#frameMs)",
        to: "setTimeout(() => this.#frameMs)",
      },
    ],
    caughtBy: "a frame that is begun has a deadline",
    says: "an alarm for each frame that was begun",
  },
  {
    mistake: "shows the password before it has looked at the server's FINISHED",
    edits: [
      {
        file: "channel/handshake.ts",
        from: CLIENT_FINISHES,
        to: CLIENT_FINISHES.replace(/check.*/, "sealing.openFirst(await line.receive());"),
      },
    ],
    caughtBy: "the client shows who it is only behind a right FINISHED",
    says: "The password goes to whoever has shown",
  },
  {
    mistake: "does not look at the numbers of records",
    edits: [
      {
        file: "channel/record-order.ts",
        from: "if (sequence !== this.#next) {",
        to: "if (sequence < 0n) {",
      },
    ],
    caughtBy: "the server takes exactly the next number",
    says: "The number inside the token must be the one that is next",
  },
  {
    mistake: "notices what is missing, but not what comes twice",
    edits: [
      {
        file: "channel/record-order.ts",
        from: `if (sequence !== this.#next) {
      throw`,
        to: `if (sequence < this.#next) return;
    if (sequence !== this.#next) {
      throw`,
      },
    ],
    caughtBy: "a record that comes twice is refused",
    says: "recorded stays valid forever",
  },
  {
    mistake: "passes over records that it does not know",
    edits: [
      {
        file: "room/log-in.ts",
        from: "if (connection.takesAsSignOfLife(record)) continue;",
        to: "if (connection.takesAsSignOfLife(record) || record.type > 40) continue;",
      },
    ],
    caughtBy: "what nobody has agreed upon is answered with CLOSE",
    says: "look at the type, and at the shape",
  },
  {
    mistake: "ends without a word when the other side has said CLOSE",
    edits: [
      {
        file: "room/connection.ts",
        from: "this.channel.close(closing);",
        to: 'if (why === "closed") this.channel.destroy();\n    else this.channel.close(closing);',
      },
    ],
    caughtBy: "CLOSE is answered by CLOSE and the end",
    says: "cannot tell yours from that",
  },
  {
    mistake: "believes a server that shows another certificate than last time",
    edits: [
      {
        file: "channel/known-servers.ts",
        from: 'if (known.includes(fingerprint)) return "known";',
        to: 'if (known.length > 0) return "known";',
      },
    ],
    caughtBy: "a server with another key is refused: HOST KEY CHANGED",
    says: "Somebody stands between you and the server",
  },
  {
    mistake: "leaves before its messages are acknowledged",
    edits: [{ file: "terminal/from-pipe.ts", from: "    await client.allAcknowledged;\n", to: "" }],
    caughtBy: "the client leaves when all it has said is acknowledged",
    says: "leaves before the second message is acknowledged",
  },
  {
    mistake: "has as many messages under way as are typed",
    edits: [
      {
        file: "client/unacknowledged.ts",
        from: "MOST_UNACKNOWLEDGED - this.#underWay.length",
        to: "MOST_UNACKNOWLEDGED + this.#underWay.length",
      },
    ],
    caughtBy: "no more than 64 messages are under way",
    says: "the others wait in the client",
  },
  {
    mistake: "stays when its log-in is refused, though nobody is there to be asked",
    edits: [
      {
        file: "terminal/from-pipe.ts",
        from: "refused.reject(refusal(update.why));",
        to: "void refusal;",
      },
    ],
    caughtBy: "a refused log-in ends the client with status 1",
    says: "From a pipe nobody can be asked again",
  },
  {
    mistake: "prints what others say as it comes",
    edits: [
      {
        file: "terminal/show-text.ts",
        from: 'return linesIn(text).join("\\\\n");',
        to: "return text;",
      },
    ],
    caughtBy: "what comes from the network cannot command the terminal",
    says: "A line end in a text forges lines",
  },
  {
    mistake: "tells a stranger that there is no such user",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: 'return { type: "wrong" };',
        to: 'return found === "wrong-password" ? { type: "wrong" } : { type: "refused", reason: "no such user" };',
      },
    ],
    caughtBy: "a wrong password and an unknown name get the same answer",
    says: "tells a stranger which names exist",
  },
  {
    mistake: "finds the password wrong, and goes on",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: 'return fits ? user : "wrong-password";',
        to: 'return fits || user.name !== "" ? user : "wrong-password";',
      },
    ],
    caughtBy: "a wrong password and an unknown name get the same answer",
    says: "A wrong password lets somebody in",
  },
  {
    mistake: "computes no hash for an unknown name",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "    const record = parseRecord(user?.password",
        to: '    if (user === undefined) return "no-such-user";\n    const record = parseRecord(user?.password',
      },
    ],
    caughtBy: "every attempt costs a hash, whatever is wrong with it",
    says: "Compute exactly one scrypt in every case",
  },
  {
    mistake: "logs one reason for both",
    edits: [
      { file: "accounts/accounts.ts", from: "{ why: found, user }", to: '{ why: "wrong", user }' },
    ],
    caughtBy: "the log keeps apart what the answer does not",
    says: "The operator may know what a stranger may not",
  },
  {
    mistake: "lets anybody guess as often as he likes",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "    if (waitMs > 0) return tooMany(waitMs, guest);\n",
        to: "",
      },
    ],
    caughtBy: "too many wrong passwords make everybody wait, before any hash",
    says: "Without a limit a program tries all the words",
  },
  {
    mistake: "waits for a log-in forever",
    edits: [{ file: "room/log-in.ts", from: "}, options.logInMs);", to: "}, 600_000);" }],
    caughtBy: "to log in has a deadline",
    says: "one alarm for all attempts together",
  },
  {
    mistake: "logs the password with the log-in",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "guest.log.info(event, { user: user.name });",
        to: "guest.log.info(event, { user: user.name, tried: password });",
      },
    ],
    caughtBy: "secrets stand in no file and on no screen",
    says: "What is logged is kept, copied and mailed",
  },
  {
    mistake: "tells a message to all but the first",
    edits: [
      {
        file: "room/room.ts",
        from: "for (const member of [...members]) {",
        to: "for (const member of [...members].slice(1)) {",
      },
    ],
    caughtBy: "a message comes to everybody, with the same number",
    says: "does the loop go through all of them",
  },
  {
    mistake: "acknowledges a message before it is told",
    edits: [
      {
        file: "room/requests.ts",
        from: TOLD_THEN_ACCEPTED,
        to: `    tell(asker, { type: "accepted", id, number });
    if (message !== undefined) room.tellMessage(message);`,
      },
    ],
    caughtBy: "a message comes to everybody, with the same number",
    says: "The message is told first, to its sender as well",
  },
  {
    mistake: "announces each connection of a user",
    edits: [{ file: "room/room.ts", from: "if (isFirst) broadcast(", to: "broadcast(" }],
    caughtBy: "who comes and who goes is told once",
    says: "the first that comes, and the last that goes",
  },
  {
    mistake: "keeps who is gone in the room",
    edits: [{ file: "room/stay.ts", from: "    options.room.leave(member);\n", to: "" }],
    caughtBy: "who comes and who goes is told once",
    says: "whoever is gone leaves the room",
  },
  {
    mistake: "tells a private message to all",
    edits: [
      {
        file: "room/requests.ts",
        from: "broadcast(room.connectionsOf(member.name, to), event);",
        to: "broadcast(room.connectionsOf(...room.who().map(({ name }) => name)), event);",
      },
    ],
    caughtBy: "a private message is told to the two, and to nobody else",
    says: "It was told to all",
  },
  {
    mistake: "says a message again that was sent again",
    edits: [
      {
        file: "room/history.ts",
        from: "if (earlier !== undefined) return",
        to: "if (earlier !== undefined && id === from) return",
      },
    ],
    caughtBy: "a message that comes again is acknowledged again, and not said again",
    says: "Remember the last 256 ids of each user",
  },
  {
    mistake: "remembers ids, but not whose",
    edits: [
      {
        file: "room/remembered-ids.ts",
        from: 'import { keyOf } from "../../../shared/auth/name-key.ts";',
        to: "const keyOf = (_user: string) => '';",
      },
    ],
    caughtBy: "a message that comes again is acknowledged again, and not said again",
    says: "bob's is another message",
  },
  {
    mistake: "counts the letters of a text, not its bytes",
    edits: [
      {
        file: "protocol/parse-text.ts",
        from: "Buffer.byteLength(text) > MOST_TEXT_BYTES",
        to: "text.length > MOST_TEXT_BYTES",
      },
    ],
    caughtBy: "a text comes as it was said, or is refused",
    says: "1,001 letters of two bytes",
  },
  {
    mistake: "asks a silent member, and waits for its answer forever",
    edits: [
      {
        file: "room/stay.ts",
        from: '      connection.end("silence",',
        to: '      void ("silence",',
      },
    ],
    caughtBy: "a member that falls silent is asked, and then dropped",
    says: "After so much silence it is gone",
  },
  {
    mistake: "reads a member as fast as it sends",
    edits: [
      { file: "room/stay.ts", from: "      await connection.pause(flood.take());\n", to: "" },
    ],
    caughtBy: "who says too much is read more slowly, and loses nothing",
    says: "Read it no further until it is its turn",
  },
  {
    mistake: "closes the connection at log-out, and keeps the session",
    edits: [
      {
        file: "room/requests.ts",
        from: "      chat.accounts.logOut(asker.member.token);\n",
        to: "",
      },
    ],
    caughtBy: "log-out ends the session for good",
    says: "whoever has copied the token goes on using it",
  },
  {
    mistake: "writes the rows a little later",
    edits: [
      {
        file: "room/history.ts",
        from: "await this.#file.append(rowOf(message, id));",
        to: "setTimeout(() => void this.#file.append(rowOf(message, id)), 50);",
      },
    ],
    caughtBy: "nobody hears of a message before its row is on disk",
    says: "tell it when it is on disk",
  },
  {
    mistake: "shows a newcomer the first fifty messages",
    edits: [
      {
        file: "room/pages.ts",
        from: "source.history.before(source.room.last + 1, MESSAGES_ON_JOIN)",
        to: "source.history.after(0, MESSAGES_ON_JOIN)",
      },
    ],
    caughtBy: "a newcomer is shown the last fifty messages",
    says: "as he comes, bob should be shown the last 50",
  },
  {
    mistake: "searches for the pattern that somebody has typed",
    edits: [
      {
        file: "room/message-list.ts",
        from: "new RegExp(RegExp.escape(text),",
        to: "new RegExp(text,",
      },
    ],
    caughtBy: "older messages come by the page, and are found by their words",
    says: '".*"',
  },
  {
    mistake: "forgets the ids of messages when it is started anew",
    edits: [
      {
        file: "room/history.ts",
        from: "    this.#ids.remember(entry.message.from, entry.id, Promise.resolve(number));\n",
        to: "",
      },
    ],
    caughtBy: "a restart keeps users, history and acknowledgements",
    says: "Its id stands in history.csv",
  },
  {
    mistake: "looks users up by their names in the file",
    edits: [
      {
        file: "accounts/client-row.ts",
        from: 'return createHmac("sha256", this.#indexKey).update(keyOf(name)).digest("base64url");',
        to: "return keyOf(name);",
      },
    ],
    caughtBy: "clients.csv shows neither name nor address nor password",
    says: "look names up by their HMAC",
  },
  {
    mistake: "sends somebody away who has his token still",
    edits: [
      {
        file: "operator/room-commands.ts",
        from: "const shown = accounts.revoke(name);",
        to: "const shown = name;",
      },
    ],
    caughtBy: "the operator sees who is here, says something, and sends somebody away",
    says: "His sessions end with it",
  },
  {
    mistake: "lets people in while it is stopped",
    edits: [{ file: "room/log-in.ts", from: "  if (!room.isOpen) return NOT_OPEN;\n", to: "" }],
    caughtBy: "stop keeps those who are there, and start goes on",
    says: "while the server is stopped",
  },
  {
    mistake: "clears the file, and remembers everything",
    edits: [{ file: "room/history.ts", from: "    this.#list.clear();\n", to: "" }],
    caughtBy: "clear history empties it, and the numbers go on",
    says: "still in the server's memory",
  },
  {
    mistake: "cuts the connections of all when it stops",
    edits: [
      {
        file: "room/visit.ts",
        from: 'const stop = () => connection.end("stop", { reason: "the server is shutting down", again: true });',
        to: "const stop = () => connection.channel.destroy();",
      },
    ],
    caughtBy: "the server says good-bye to everybody",
    says: "members would take it for a broken network",
  },
  {
    mistake: "drops a member as soon as much waits",
    edits: [
      { file: "room/outbox.ts", from: "now - muchSince >= slowMs", to: "now - muchSince < slowMs" },
    ],
    caughtBy: "a member that only pauses gets everything, in order",
    says: "slow only for a moment",
  },
  {
    mistake: "keeps whatever a member does not read",
    edits: [
      {
        file: "room/outbox.ts",
        from: "  if (waitingBytes > queueBytes) return true;\n",
        to: "",
      },
    ],
    caughtBy: "a member that reads nothing is dropped, and told why",
    says: "no limit to what waits at once",
  },
  {
    mistake: "forgets since when much has been waiting",
    edits: [
      { file: "room/outbox.ts", from: "now - muchSince >= slowMs", to: "now - now >= slowMs" },
    ],
    caughtBy: "much that waits is put up with for a while, and no longer",
    says: "no limit to how long much may wait",
  },
  {
    mistake: "forgets what was under way when the connection is lost",
    edits: [
      {
        file: "client/unacknowledged.ts",
        from: "    this.#waiting = [...this.#underWay, ...this.#waiting];\n",
        to: "",
      },
    ],
    caughtBy: "the client comes back after a lost connection, and loses nothing",
    says: "send it again, in order, with the same id",
  },
  {
    mistake: "sends again what was under way behind what was waiting",
    edits: [
      {
        file: "client/unacknowledged.ts",
        from: "[...this.#underWay, ...this.#waiting]",
        to: "[...this.#waiting, ...this.#underWay]",
      },
    ],
    caughtBy: "what waits keeps its order behind what was under way",
    says: "put it in front again",
  },
  {
    mistake: "shows a message again that comes again",
    edits: [
      {
        file: "client/catch-up.ts",
        from: "    if (number <= this.#shown) return false;\n",
        to: "",
      },
    ],
    caughtBy: "what was said while the client was away is shown, each once",
    says: "show it when it is its turn, once",
  },
  {
    mistake: "takes the end of the stream for the server's word",
    edits: [
      {
        file: "channel/channel.ts",
        from: 'throw new ProtocolError("the stream was cut: it ended without CLOSE");',
        to: "return undefined;",
      },
    ],
    caughtBy: "a stream without CLOSE is reported as cut",
    says: "only a CLOSE, which is sealed, is the server's word",
  },
  {
    mistake: "comes back though the server wants it not",
    edits: [
      {
        file: "client/ending.ts",
        from: "return { reason: printable(reason), again };",
        to: "return { reason: printable(reason), again: again || true };",
      },
    ],
    caughtBy: "a server that wants nobody back is obeyed",
    says: "It comes back by itself",
  },
  {
    mistake: "takes each chunk for a frame",
    edits: [
      {
        file: "channel/frame-reader.ts",
        from: "this.#bodies = this.#decoder.push(chunk);",
        to: "this.#bodies = [chunk.subarray(4)];",
      },
    ],
    caughtBy: "the hello may come in pieces",
    says: "a frame may come in pieces",
  },
  {
    mistake: "does not look at how a hello begins",
    edits: [
      {
        file: "channel/hello.ts",
        from: "if (!reader.take(MAGIC.length).equals(MAGIC)) {",
        to: "if (reader.take(MAGIC.length).length === 0) {",
      },
    ],
    caughtBy: "who begins wrongly is sent away without a word, and others are served",
    says: "Nobody has proved anything yet",
  },
  {
    mistake: "opens what either side has sealed",
    edits: [
      {
        file: "channel/sealing.ts",
        from: 'const plain = openToken(this.#keys.other, asBuffer(frameBody).toString("latin1"));',
        to: 'const token = asBuffer(frameBody).toString("latin1");\n    const plain = openToken(this.#keys.other, token) ?? openToken(this.#keys.own, token);',
      },
    ],
    caughtBy: "what the server has sealed is no record of the client",
    says: "Each direction has a key of its own",
  },
  {
    mistake: "reads half of a record's number",
    edits: [
      {
        file: "channel/record.ts",
        from: "sequence: bytes.readBigUInt64BE()",
        to: "sequence: BigInt(bytes.readUInt32BE(4))",
      },
    ],
    caughtBy: "records in another order are refused",
    says: "The number has 64 bits",
  },
  {
    mistake: "takes the first two frames of a chunk",
    edits: [
      {
        file: "channel/frame-reader.ts",
        from: "this.#bodies = this.#decoder.push(chunk);",
        to: "this.#bodies = this.#decoder.push(chunk).slice(0, 2);",
      },
    ],
    caughtBy: "records may come joined, and cut anywhere",
    says: "TCP is a stream",
  },
  {
    mistake: "sends the two slashes that stand for one",
    edits: [
      {
        file: "terminal/parse-line.ts",
        from: 'return { type: "say", text: rest };',
        to: 'return { type: "say", text: line };',
      },
    ],
    caughtBy: "commands of the client become requests",
    says: '"text":"/etc"} should come',
  },
  {
    mistake: "passes over what it does not understand of the server",
    edits: [
      {
        file: "client/session.ts",
        from: "throw new ProtocolError(`a record of type ${record.type} that nobody has agreed upon now`);",
        to: "return;",
      },
    ],
    caughtBy: "records of the server in another order end the connection",
    says: "are looked at for a reason",
  },
  {
    mistake: "tells names apart by their capital letters",
    edits: [
      {
        file: "accounts/client-row.ts",
        from: ".update(keyOf(name))",
        to: '.update(keyOf(name) === "" ? "" : name)',
      },
    ],
    caughtBy: "a name is taken in large and small letters, however they are put together",
    says: "can pass for her",
  },
  {
    mistake: "takes any password",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "isNew ? parsePassword(entry.password) : valid(entry.password)",
        to: "valid(entry.password)",
      },
    ],
    caughtBy: "bad names and passwords are refused, with a reason",
    says: "8 characters at least",
  },
  {
    mistake: "stumbles over a token that it does not know",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: 'if (user === undefined) return { type: "session-ended" };',
        to: 'if (user === undefined) throw new Error("no such token");',
      },
    ],
    caughtBy: "a token stands for the password, as long as it is good",
    says: "An unknown token is the most usual thing",
  },
  {
    mistake: "lets one message overtake another",
    edits: [
      {
        file: "room/requests.ts",
        from: "      room.tellMessage(message);",
        to: "      await new Promise((resolve) => setTimeout(resolve, 6 - 3 * (message.number % 3)));\n      room.tellMessage(message);",
      },
    ],
    caughtBy: "all see the messages of all in one order",
    says: "overtakes another",
  },
  {
    mistake: "tells a newcomer of the others only",
    edits: [
      {
        file: "room/room.ts",
        from: 'member.tell(written({ type: "here", name }));',
        to: 'if (name !== member.name) member.tell(written({ type: "here", name }));',
      },
    ],
    caughtBy: "a newcomer is told who is here",
    says: "oneself as well",
  },
  {
    mistake: "refuses what has no shape, and goes on",
    edits: [
      {
        file: "protocol/parse-request.ts",
        from: 'throw new PermanentProtocolError("a request cannot be understood");',
        to: 'return { ok: false, reason: "a request cannot be understood" };',
      },
    ],
    caughtBy: "a request that makes no sense ends the connection",
    says: "Look at the shape of each field",
  },
  {
    mistake: "lets a member whose connection is gone end the round",
    edits: [
      {
        file: "room/stay.ts",
        from: "    options.room.leave(member);\n",
        to: '    if (connection.why !== "lost") options.room.leave(member);\n',
      },
      {
        file: "room/member.ts",
        from: "    if (this.#isShut) return;\n    this.#outbox.add(event);",
        to: '    if (this.#isShut) throw new Error("write after end");\n    this.#outbox.add(event);',
      },
      {
        file: "room/room.ts",
        from: `    } catch {
      member.end("lost-event", { reason: "you cannot be told what happens", again: true });
    }`,
        to: "    } finally {\n    }",
      },
    ],
    caughtBy: "a member that is gone harms nobody",
    says: "One member whose connection is gone stops the round",
  },
  {
    mistake: "numbers the records inside TLS as well",
    edits: [
      {
        file: "channel/sealing.ts",
        from: "return Buffer.concat([Uint8Array.of(type), Buffer.from(body)]);",
        to: "return Buffer.concat([Buffer.alloc(8), Uint8Array.of(type), Buffer.from(body)]);",
      },
    ],
    caughtBy: "inside TLS everything is the same",
    says: "type 0",
  },
  {
    mistake: "keeps its database in memory",
    edits: [
      {
        file: "accounts/users-db.ts",
        from: "database = new DatabaseSync(path,",
        to: 'database = new DatabaseSync(":memory:",',
      },
    ],
    caughtBy: "with --database users are in SQLite",
    says: "A registration is a promise",
  },
  {
    mistake: "says that it has changed the database, and goes on with the old one",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "    this.#store = store;\n    this.#endAll();",
        to: "    void store;\n    this.#endAll();",
      },
    ],
    caughtBy: "the operator changes the user database while people chat",
    says: "The server still knows the users of the database that it has left",
  },
  {
    mistake: "takes the end of its session for a wrong password",
    edits: [
      {
        file: "client/entering.ts",
        from: '    this.#token = undefined;\n    return { type: "again" };',
        to: '    return { type: "refused", why: { type: "wrong" } };',
      },
    ],
    caughtBy: "when its token is worth nothing the client logs in again",
    says: "LOGIN_ATTEMPTING should come",
  },
  {
    mistake: 'takes the word "busy" for a password that fits',
    edits: [
      { file: "accounts/accounts.ts", from: '    if (fits === "busy") return "busy";\n', to: "" },
    ],
    caughtBy: "however many log in at once, hashes are limited and a wrong password lets nobody in",
    says: "that text counts as true",
  },
  {
    mistake: "does not wait for what the verification says",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "const fits = await this.#options.gate.run(",
        to: "const fits: unknown = this.#options.gate.run(",
      },
    ],
    caughtBy: "a wrong password and an unknown name get the same answer",
    says: "A wrong password lets somebody in",
  },
  {
    mistake: "verifies every password against the record of nobody",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: 'parseRecord(user?.password ?? "") ?? this.#nobody',
        to: 'parseRecord(user === undefined ? "" : "") ?? this.#nobody',
      },
    ],
    caughtBy: "a registered user logs in with the password",
    says: "against whose record was it verified",
  },
  {
    mistake: "compares what is too short for an HMAC",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "bytes === undefined || bytes.length < LEAST_TOKEN_BYTES",
        to: "bytes === undefined",
      },
    ],
    caughtBy: "what is too short for a token is refused as every other",
    says: "or `openToken` threw",
  },
  {
    mistake: "refuses the shortest token",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "bytes.length < LEAST_TOKEN_BYTES",
        to: "bytes.length <= LEAST_TOKEN_BYTES",
      },
    ],
    caughtBy: "the shortest token is opened, and whatever time it tells",
    says: "as short as there can be is right",
  },
  {
    mistake: "does not look at the version of a token",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "  if (bytes[0] !== VERSION) return undefined;\n",
        to: "",
      },
    ],
    caughtBy: "a token of another version is refused, although its HMAC is right",
    says: "A token begins with 80",
  },
  {
    mistake: "refuses tokens that are a minute old, on the channel as well",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "{ maxAgeS, now = secondsNow() }: OpenOptions",
        to: "{ maxAgeS = 60, now = secondsNow() }: OpenOptions",
      },
    ],
    caughtBy: "the shortest token is opened, and whatever time it tells",
    says: "The time in the token is not looked at",
  },
  {
    mistake: "refuses tokens from the future, on the channel as well",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;",
        to: "if (!isFresh(signed, maxAgeS ?? 2 ** 52, now)) return undefined;",
      },
    ],
    caughtBy: "the shortest token is opened, and whatever time it tells",
    says: "The time in the token is not looked at",
  },
  {
    mistake: "compares half of the HMAC",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "!timingSafeEqual(signatureOf(key, signed), bytes.subarray(-SIGNATURE_BYTES))",
        to: "!timingSafeEqual(signatureOf(key, signed).subarray(0, 16), bytes.subarray(-SIGNATURE_BYTES, -16))",
      },
    ],
    caughtBy: "a flipped bit is noticed wherever it is",
    says: "all 32 bytes of the HMAC count",
  },
  {
    mistake: "throws when a token is not right",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "bytes.subarray(-SIGNATURE_BYTES)))\n    return undefined;",
        to: 'bytes.subarray(-SIGNATURE_BYTES)))\n    throw new Error("a wrong signature");',
      },
    ],
    caughtBy: "the server opens a right FINISHED",
    says: "or `openToken` threw",
  },
  {
    mistake: "puts one length before all hellos",
    edits: [
      {
        file: "channel/transcript.ts",
        from: "for (const part of parts) hash.update(encodeFrame(part));",
        to: "hash.update(encodeFrame(Buffer.concat(parts)));",
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "one length before both hellos",
  },
  {
    mistake: "returns behind the first hello",
    edits: [
      {
        file: "channel/transcript.ts",
        from: "for (const part of parts) hash.update(encodeFrame(part));",
        to: "for (const part of parts) return hash.update(encodeFrame(part)).digest();",
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "a hash of the ClientHello alone",
  },
  {
    mistake: "hashes the hellos the last one first",
    edits: [
      {
        file: "channel/transcript.ts",
        from: "for (const part of parts) hash.update(encodeFrame(part));",
        to: "for (const part of parts.toReversed()) hash.update(encodeFrame(part));",
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "the ServerHello first",
  },
  {
    mistake: "writes the transcript's hash in letters",
    edits: [
      {
        file: "channel/transcript.ts",
        from: "return hash.digest();",
        to: 'return Buffer.from(hash.digest("hex"));',
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "written in letters",
  },
  {
    mistake: "returns the transcript's hash as a text",
    edits: [
      {
        file: "channel/transcript.ts",
        from: "return hash.digest();",
        to: 'return hash.digest("hex") as unknown as Buffer;',
      },
    ],
    caughtBy: "the server signs its hello with the key of its certificate",
    says: "and no text",
  },
  {
    mistake: "encrypts with another initial value than it sends",
    edits: [
      {
        file: "channel/fernet.ts",
        from: 'createCipheriv("aes-128-cbc", key.encryption, iv);\n  const ciphertext',
        to: 'createCipheriv("aes-128-cbc", key.encryption, randomBytes(16));\n  const ciphertext',
      },
    ],
    caughtBy: "the server's FINISHED is sealed for this client",
    says: "first 16 bytes of what was encrypted come out as nonsense",
  },
  {
    mistake: "tells the time in milliseconds",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "headOf(now, iv), ...ciphertext",
        to: "headOf(now * 1000, iv), ...ciphertext",
      },
    ],
    caughtBy: "the client says hello, and seals its FINISHED",
    says: "The time is in seconds",
  },
  {
    mistake: "throws an error of another kind at a wrong number",
    edits: [
      {
        file: "channel/record-order.ts",
        from: "throw new ProtocolError(`record",
        to: "throw new Error(`record",
      },
    ],
    caughtBy: "the server takes exactly the next number",
    says: "told only of a `ProtocolError`",
  },
  {
    mistake: "says in another sentence that a number is wrong",
    edits: [
      {
        file: "channel/record-order.ts",
        from: "got ${sequence}, want ${this.#next}",
        to: "want ${this.#next}, got ${sequence}",
      },
    ],
    caughtBy: "the server takes exactly the next number",
    says: "only the sentence is another",
  },
  {
    mistake: "tells a message to all but the last",
    edits: [
      {
        file: "room/room.ts",
        from: "for (const member of [...members]) {",
        to: "for (const member of [...members].slice(0, -1)) {",
      },
    ],
    caughtBy: "a message comes to everybody, with the same number",
    says: "does the loop go through all of them",
  },
  {
    mistake: "tells a message a little later",
    edits: [
      {
        file: "room/room.ts",
        from: "      member.tell(event);",
        to: "      setTimeout(() => member.tell(event), 20);",
      },
    ],
    caughtBy: "a message comes to everybody, with the same number",
    says: "no `await`, no timer",
  },
  {
    mistake: "waits after each member that it tells",
    edits: [
      {
        file: "room/room.ts",
        from: "export function broadcast(members: Iterable<Listener>, event: WrittenEvent): void {\n  for (const member of [...members]) {\n    try {\n      member.tell(event);",
        to: "export async function broadcast(members: Iterable<Listener>, event: WrittenEvent): Promise<void> {\n  for (const member of [...members]) {\n    try {\n      await member.tell(event);",
      },
    ],
    caughtBy: "a message comes to everybody, with the same number",
    says: "no `await`, no timer",
  },
  {
    mistake: "still counts as under way what waits again",
    edits: [{ file: "client/unacknowledged.ts", from: "    this.#underWay = [];\n", to: "" }],
    caughtBy: "the client comes back after a lost connection, and loses nothing",
    says: "nothing is under way",
  },
  {
    mistake: "sends again in another order what was under way",
    edits: [
      {
        file: "client/unacknowledged.ts",
        from: "[...this.#underWay, ...this.#waiting]",
        to: "[...this.#underWay.toReversed(), ...this.#waiting]",
      },
    ],
    caughtBy: "the client comes back after a lost connection, and loses nothing",
    says: "in another order than it was said",
  },
  {
    mistake: "sends twice what was under way",
    edits: [
      {
        file: "client/unacknowledged.ts",
        from: "[...this.#underWay, ...this.#waiting]",
        to: "[...this.#underWay.flatMap((said) => [said, said]), ...this.#waiting]",
      },
    ],
    caughtBy: "the client comes back after a lost connection, and loses nothing",
    says: "It is sent twice",
  },
  {
    mistake: "writes its tokens as Node does, without padding",
    edits: [
      {
        file: "channel/fernet.ts",
        from: "return toBase64url(Buffer.concat([signed, signatureOf(key, signed)]));",
        to: 'return Buffer.concat([signed, signatureOf(key, signed)]).toString("base64url");',
      },
    ],
    caughtBy: "the shortest token is opened, and whatever time it tells",
    says: "It is `sealToken` of exercise 09.2 that writes it",
  },
  {
    mistake: "takes the time of the clock for the time that much has been waiting",
    edits: [
      {
        file: "room/outbox.ts",
        from: "waitingBytes > slowBytes && now - muchSince >= slowMs",
        to: "waitingBytes > slowBytes && now >= slowMs",
      },
    ],
    caughtBy: "a member that only pauses gets everything, in order",
    says: "dropped though it had been slow only for a moment",
  },
  {
    mistake: "takes the time at which much began to wait for a duration",
    edits: [
      {
        file: "room/outbox.ts",
        from: "waitingBytes > slowBytes && now - muchSince >= slowMs",
        to: "waitingBytes > slowBytes && muchSince >= slowMs",
      },
    ],
    caughtBy: "a member that only pauses gets everything, in order",
    says: "dropped though it had been slow only for a moment",
  },
  {
    mistake: "verifies passwords without the gate",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "await this.#options.gate.run(verify, keyOf(name));",
        to: 'await (async (): Promise<boolean | "busy"> => verify())();',
      },
    ],
    caughtBy: "however many log in at once, hashes are limited and a wrong password lets nobody in",
    says: "Verify every password through the gate",
  },
  {
    mistake: "does not wait until the row is written",
    edits: [
      {
        file: "room/history.ts",
        from: "await this.#file.append(rowOf(message, id));",
        to: "this.#file.append(rowOf(message, id)).catch(() => {});",
      },
    ],
    caughtBy: "nobody hears of a message that the disk does not take",
    says: "told the room first and wrote the row afterwards",
  },
  {
    mistake: "tells the room first and writes the row afterwards, in Python",
    base: "python",
    edits: [
      {
        file: "history.py",
        from: "        await asyncio.to_thread(self.append, self.row_of(message))\n",
        to: "        asyncio.get_running_loop().run_in_executor(None, self.append, self.row_of(message))\n",
      },
    ],
    caughtBy: "nobody hears of a message that the disk does not take",
    says: "told the room first and wrote the row afterwards",
  },
  {
    mistake: "tells twice that a user who was sent away has left",
    edits: [
      {
        file: "room/room.ts",
        from: "    for (const member of leaving) member.end(why, closing);\n",
        to: '    for (const member of leaving) {\n      member.end(why, closing);\n      this.#tellAll({ type: "left", name: member.name });\n    }\n',
      },
    ],
    caughtBy: "who comes and who goes is told once",
    says: "leave the room in one place",
  },
  {
    mistake: "tells twice that a user has left whose connection breaks",
    edits: [
      {
        file: "room/room.ts",
        from: "    if (!this.#members.delete(member)) return;\n",
        to: '    if (!this.#members.delete(member)) return;\n    if (this.connectionsOf(member.name).size === 1) this.#tellAll({ type: "left", name: member.name });\n',
      },
    ],
    caughtBy: "who comes and who goes is told once",
    says: "leave the room in one place",
  },
  {
    mistake: "keeps the user who is logging in in a variable of the module",
    edits: [
      {
        file: "accounts/accounts.ts",
        from: "export class Accounts {",
        to: "let user: User | undefined;\n\nexport class Accounts {",
      },
      {
        file: "accounts/accounts.ts",
        from: "    const user = this.#store.find(name);\n    const record",
        to: "    user = this.#store.find(name);\n    const record",
      },
    ],
    caughtBy: "two clients that log in at the same time are not taken for each other",
    says: "in a variable of the module",
  },
  {
    mistake: "keeps the transcript of the handshake in a variable of the module",
    edits: [
      {
        file: "channel/handshake.ts",
        from: "  const transcript = transcriptHash(clientHello, serverHello);\n  const keys = channelKeys(secret",
        to: "  transcript = transcriptHash(clientHello, serverHello);\n  const keys = channelKeys(secret",
      },
      {
        file: "channel/handshake.ts",
        from: "/** The frames of one connection. */",
        to: "let transcript = Buffer.alloc(0);\n\n/** The frames of one connection. */",
      },
    ],
    caughtBy: "two clients that log in at the same time are not taken for each other",
    says: "in a variable of the module",
  },
  {
    mistake: "adds a listener to the server for each visit",
    edits: [
      {
        file: "server.ts",
        from: "const underWay = ",
        to: 'server.on("connection", (socket) => server.on("close", () => socket.end()));\n  const underWay = ',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
];
