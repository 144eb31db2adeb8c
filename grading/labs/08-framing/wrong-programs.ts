/** Wrong programs for lab 08, one mistake each. */
import type { Mutant } from "../../verify/mutant.ts";

export const mutants: Mutant[] = [
  {
    mistake: "the length counts characters",
    edits: [
      {
        file: "shared/framing/encode-frame.ts",
        from: "frame.writeUInt32BE(bytes.length);",
        to: "frame.writeUInt32BE(body.length);",
      },
    ],
    caughtBy: "the length counts bytes, not letters",
    says: "counts characters",
  },
  {
    mistake: "the lowest byte of the length comes first",
    edits: [{ file: "shared/framing/encode-frame.ts", from: "writeUInt32BE", to: "writeUInt32LE" }],
    caughtBy: "the first frame carries the token",
    says: "lowest byte first",
  },
  {
    mistake: "the length counts the header too",
    edits: [
      {
        file: "shared/framing/encode-frame.ts",
        from: "frame.writeUInt32BE(bytes.length);",
        to: "frame.writeUInt32BE(frame.length);",
      },
    ],
    caughtBy: "the first frame carries the token",
    says: "counts itself",
  },
  {
    mistake: "the header is four decimal digits",
    edits: [
      {
        file: "shared/framing/encode-frame.ts",
        from: "frame.writeUInt32BE(bytes.length);",
        to: 'frame.write(String(bytes.length).padStart(4, "0").slice(-4), "latin1");',
      },
    ],
    caughtBy: "the first frame carries the token",
    says: "made of digits",
  },
  {
    mistake: "only the last byte of the header is used",
    edits: [
      {
        file: "shared/framing/encode-frame.ts",
        from: "frame.writeUInt32BE(bytes.length);",
        to: "frame.fill(0, 0, HEADER_BYTES);\n  frame[3] = bytes.length;",
      },
    ],
    caughtBy: "a reply may be long, and empty",
    says: "did not fit",
  },
  {
    mistake: "one token for everybody",
    edits: [
      {
        file: "session-token.ts",
        from: "  return randomBytes(TOKEN_BYTES)",
        to: "  return Buffer.alloc(TOKEN_BYTES)",
      },
    ],
    caughtBy: "the first frame carries the token",
    says: "belongs to one session",
  },
  {
    mistake: "who has left keeps the turn",
    edits: [
      {
        file: "waiting-line.ts",
        from: "    if (at >= 0) this.#places.splice(at, 1);\n",
        to: "",
      },
    ],
    caughtBy: "the server says who comes, and who is gone",
    says: "still count a client that has left",
  },
  {
    mistake: "only one frame is taken from a chunk",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "      bodies.push(bytes.subarray(bodyStart, next));\n",
        to: "      bodies.push(bytes.subarray(bodyStart, next));\n      return next;\n",
      },
    ],
    caughtBy: "several frames in one chunk are several messages",
    says: "Several frames came in one chunk",
  },
  {
    mistake: "the length is read as a signed number",
    edits: [{ file: "shared/framing/frame-decoder.ts", from: "| d) >>> 0;", to: "| d);" }],
    caughtBy: "who announces too much is refused at once",
    says: "below zero",
  },
  {
    mistake: "the limit is looked at when the body is there",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "if (length > this.#maxBodyBytes) return",
        to: "if (length > this.#maxBodyBytes && next + length < end) return",
      },
    ],
    caughtBy: "who announces too much is refused at once",
    says: "Compare as soon as the header is there",
  },
  {
    mistake: "memory is reserved before the limit is looked at",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "      if (length > this.#maxBodyBytes) return",
        to: "      Buffer.alloc(length);\n      if (length > this.#maxBodyBytes) return",
      },
    ],
    caughtBy: "who announces too much is refused at once",
    says: "Compare it with the limit first",
  },
  {
    mistake: "the limit itself is refused",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "if (length > this.#maxBodyBytes)",
        to: "if (length >= this.#maxBodyBytes)",
      },
    ],
    caughtBy: "the limit itself is still allowed",
    says: "just the limit",
  },
  {
    mistake: "what is not UTF-8 is replaced without a word",
    edits: [{ file: "shared/framing/frame-stream.ts", from: "fatal: true", to: "fatal: false" }],
    caughtBy: "what is not UTF-8 is refused",
    says: "replacement characters",
  },
  {
    mistake: "any word counts as the token",
    edits: [
      {
        file: "session-token.ts",
        from: "if (!isSame(message.slice(0, start.length), start)) {",
        to: 'if (!message.includes(" ")) {',
      },
    ],
    caughtBy: "what comes without the token is refused",
    says: "checked before anything else",
  },
  {
    mistake: "the token is shown with the message",
    edits: [
      {
        file: "visit.ts",
        from: "house.print(`received ${bytes} bytes: ${text}`);",
        to: "house.print(`received ${bytes} bytes: ${message}`);",
      },
    ],
    caughtBy: "a message is shown, and nothing else of it",
    says: "token is on the screen",
  },
  {
    mistake: "the length that is shown counts letters",
    edits: [
      {
        file: "visit.ts",
        from: "const bytes = Buffer.byteLength(text);",
        to: "const bytes = text.length;",
      },
    ],
    caughtBy: "the length that is shown counts bytes",
    says: "its text in bytes",
  },
  {
    mistake: "the wrong message is logged, with its token",
    edits: [
      {
        file: "session-token.ts",
        from: '"a message without the token of its session"',
        to: "`$" + "{token} was expected, not $" + "{message}`",
      },
    ],
    caughtBy: "no token is shown or logged",
    says: "nobody's business",
  },
  {
    mistake: "the client prints what comes as it is",
    edits: [{ file: "talk.ts", from: "`$" + "{printable(text)}\\n`", to: "`$" + "{text}\\n`" }],
    caughtBy: "a text cannot give commands to the client's terminal",
    says: "commands to the terminal",
  },
  {
    mistake: "the client forgets its token",
    edits: [
      {
        file: "talk.ts",
        from: "withToken(token, withChecksum(checksum, line))",
        to: "withChecksum(checksum, line)",
      },
    ],
    caughtBy: "the client puts its token before every message",
    says: "the client's line",
  },
  {
    mistake: "header and body are expected in one chunk",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "    if (end < chunk.length) this.#waiting.append(chunk.subarray(end));\n",
        to: "",
      },
    ],
    caughtBy: "a frame may come in pieces",
    says: "one read is not one frame",
  },
  {
    mistake: "the header is expected in one chunk",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "    if (end < chunk.length) this.#waiting",
        to: "    if (end + HEADER_BYTES <= chunk.length) this.#waiting",
      },
    ],
    caughtBy: "a frame may come in pieces",
    says: "behind the first byte of its header",
  },
  {
    mistake: "a cut right behind the header passes for an end",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "if (length > 0) {",
        to: "if (length > HEADER_BYTES) {",
      },
    ],
    caughtBy: "a stream that ends inside a frame is an error",
    says: "takes the header off",
  },
  {
    mistake: "nobody asks the decoder whether the end is one",
    edits: [
      { file: "shared/framing/frame-stream.ts", from: "      this.#decoder.end();\n", to: "" },
    ],
    caughtBy: "the client says that the stream was cut",
    says: "will never be whole",
  },
  {
    mistake: "who is in line is heard at once",
    edits: [
      {
        file: "visit.ts",
        from: "    if (!(await turn)) return;\n    const bytes",
        to: "    const bytes",
      },
    ],
    caughtBy: "what was said in line is heard in its turn",
    says: "not heard before its turn",
  },
  {
    mistake: "the client leaves its input open",
    edits: [{ file: "client.ts", from: "  input.destroy();\n", to: "" }],
    caughtBy: "the client ends well when the server ends between two frames",
    says: "keeps the process alive",
  },
  {
    mistake: "the client never ends its side",
    edits: [{ file: "talk.ts", from: "  stream.end();\n", to: "" }],
    caughtBy: "the client leaves by exit, or when its input ends",
    says: "End your side",
  },
  {
    mistake: "the stream takes more than the socket does",
    edits: [
      {
        file: "shared/framing/frame-stream.ts",
        from: "if (this.#socket.write(encodeFrame(text)) || this.#socket.destroyed) done();\n    else this.#whenDrained(done);",
        to: "this.#socket.write(encodeFrame(text));\n    done();",
      },
    ],
    caughtBy: "the client takes no more input than the server takes",
    says: "keeps in its memory",
  },
  {
    mistake: "waits for the end of the socket in place of its drain",
    edits: [
      { file: "shared/framing/frame-stream.ts", from: '    socket.on("drain", settle);\n', to: "" },
    ],
    caughtBy: "a client that reads late gets every reply",
    says: 'wait for its "drain"',
  },
  {
    mistake: "the checksum is cut off and not compared",
    edits: [
      {
        file: "checksum.ts",
        from: "if (digitsOf(text) !== message.slice(0, length)) {",
        to: "if (message.length < length) {",
      },
    ],
    caughtBy: "with --checksum crc32 a damaged text is refused",
    says: "computed and compared",
  },
  {
    mistake: "a reply is sent with its line end",
    edits: [
      {
        file: "operator.ts",
        from: "withChecksum(checksum, text)",
        to: "withChecksum(checksum, text) + String.fromCharCode(10)",
      },
    ],
    caughtBy: "what the operator types is one frame",
    says: "line end sent with the text",
  },
  {
    mistake: "who has to wait is not told",
    edits: [
      {
        file: "visit.ts",
        from: "    await send(stream, withChecksum(house.checksum, WAIT));\n",
        to: "",
      },
    ],
    caughtBy: "who comes second waits in line, and is told so",
    says: "client in line is told",
  },
  {
    mistake: "what a client says goes to the terminal as it is",
    edits: [{ file: "server.ts", from: "operator.print(line);", to: "console.log(line);" }],
    caughtBy: "a text cannot draw on the operator's screen",
    says: "forge a line",
  },
  {
    mistake: "the client takes any first frame for its token",
    edits: [
      {
        file: "session-token.ts",
        from: 'if (token === undefined) throw new ProtocolError("the server did not begin with a token");',
        to: "if (token === undefined) return message;",
      },
    ],
    caughtBy: "the client refuses a server that breaks the rules",
    says: "does not begin with a token",
  },
  {
    mistake: "what stands behind a completed frame is thrown away",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "    return end;\n  }\n\n  /** How many",
        to: "    if (bodies.length > 0) waiting.start = waiting.end;\n    return end;\n  }\n\n  /** How many",
      },
    ],
    caughtBy: "frames cut anywhere are the same frames",
    says: "one read is not one frame",
  },
  {
    mistake: "the header that waits is not counted with the body that waits",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "return HEADER_BYTES + readLength(bytes, start) - length;",
        to: "return readLength(bytes, start) - length;",
      },
    ],
    caughtBy: "a long frame comes in many chunks",
    says: "one read is not one frame",
  },
  {
    mistake: "the limit is looked at only where a header comes in one piece",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "if (length > this.#maxBodyBytes) return",
        to: "if (length > this.#maxBodyBytes && bytes !== this.#waiting.bytes) return",
      },
    ],
    caughtBy: "a lie is found out when its header is whole",
    says: "Compare as soon",
  },
  {
    mistake: "who leaves the line takes the place of the first",
    edits: [
      {
        file: "waiting-line.ts",
        from: "if (at >= 0) this.#places.splice(at, 1);",
        to: "if (at >= 0) this.#places.shift();",
      },
    ],
    caughtBy: "who leaves the line is passed over",
    says: "gives up a place",
  },
  {
    mistake: "next turns away and tells the client nothing",
    edits: [{ file: "operator.ts", from: "await partFrom(guest.stream);", to: "void partFrom;" }],
    caughtBy: "the operator can part from a client, and stop",
    says: "ends the server's side",
  },
  {
    mistake: "the buffer has room for the letters, not for the bytes",
    edits: [
      {
        file: "shared/framing/encode-frame.ts",
        from: "Buffer.allocUnsafe(HEADER_BYTES + bytes.length)",
        to: "Buffer.allocUnsafe(HEADER_BYTES + body.length)",
      },
    ],
    caughtBy: "the length counts bytes, not letters",
    says: "room for as many bytes",
    saysFirst: "offset is out of bounds",
  },
  {
    mistake: "the header is used up before the body is there",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "      if (bodyStart + length > end) break;\n",
        to: "      next = bodyStart;\n      if (bodyStart + length > end) break;\n",
      },
    ],
    caughtBy: "a frame that is not whole is left as it is",
    says: "used up together",
  },
  {
    mistake: "nobody looks whether the body is whole",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "      if (bodyStart + length > end) break;\n",
        to: "",
      },
    ],
    caughtBy: "a frame that is not whole is left as it is",
    says: "before all of it was there",
  },
  {
    mistake: "the window on the body is a place and a length",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "bytes.subarray(bodyStart, next)",
        to: "bytes.subarray(bodyStart, length)",
      },
    ],
    caughtBy: "a message is shown, and nothing else of it",
    says: "takes two places",
  },
  {
    mistake: "an empty body waits for one byte more",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "while (end - next >= HEADER_BYTES)",
        to: "while (end - next > HEADER_BYTES)",
      },
    ],
    caughtBy: "what comes without the token is refused",
    says: "its header is all of it",
  },
  {
    mistake: "what is used up is counted from the start",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "    return next;\n",
        to: "    return next - start;\n",
      },
    ],
    caughtBy: "a frame may come in pieces",
    says: "not a count from `start`",
  },
  {
    mistake: "the end inside a frame is an error like any other",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "throw new ProtocolError(`the stream ended",
        to: "throw new Error(`the stream ended",
      },
    ],
    caughtBy: "a stream that ends inside a frame is an error",
    says: "by no other",
  },
  {
    mistake: "every checksum has eight digits",
    edits: [
      { file: "checksum.ts", from: 'const { length } = digitsOf("");', to: "const length = 8;" },
    ],
    caughtBy: "with --checksum md5 a damaged text is refused",
    says: "how many digits",
  },
  {
    mistake: "the digits are those of the whole message",
    edits: [
      {
        file: "checksum.ts",
        from: "if (digitsOf(text) !== message",
        to: "if (digitsOf(message) !== message",
      },
    ],
    caughtBy: "with --checksum crc32 a damaged text is refused",
    says: "Of which part",
  },
  {
    mistake: "decodes the frames of all clients with one decoder",
    edits: [
      {
        file: "shared/framing/frame-stream.ts",
        from: "export class FrameStream",
        to: "const decoder = new FrameDecoder();\n\nexport class FrameStream",
      },
      {
        file: "shared/framing/frame-stream.ts",
        from: "this.#decoder = new FrameDecoder(options);",
        to: "void options;\n    this.#decoder = decoder;",
      },
    ],
    caughtBy: "two clients that send at the same time are kept apart",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps the bytes of all clients in one buffer, in Python",
    base: "python",
    edits: [
      { file: "wire.py", from: "class Reader:", to: "kept = bytearray()\n\n\nclass Reader:" },
      {
        file: "wire.py",
        from: '        data = bytearray()\n        while len(data) < count:\n            chunk = self.connection.recv(min(count - len(data), 65536))\n            if not chunk:\n                if at_start and not data:\n                    return None\n                raise Refused("the stream ended inside a frame")\n            data += chunk\n        return bytes(data)',
        to: '        while len(kept) < count:\n            chunk = self.connection.recv(65536)\n            if not chunk:\n                if at_start and not kept:\n                    return None\n                raise Refused("the stream ended inside a frame")\n            kept.extend(chunk)\n        data = bytes(kept[:count])\n        del kept[:count]\n        return data',
      },
    ],
    caughtBy: "two clients that send at the same time are kept apart",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps the token of the last client in a variable that all share",
    edits: [
      { file: "visit.ts", from: "    const token = newToken();", to: "    token = newToken();" },
      {
        file: "visit.ts",
        from: "/** Gives a client its token,",
        to: 'let token = "";\n\n/** Gives a client its token,',
      },
      {
        file: "visit.ts",
        from: "    const listening = listen(place, token, house);",
        to: "    const listening = listen(place, house);",
      },
      {
        file: "visit.ts",
        from: "async function listen({ guest, turn }: Place<Guest>, token: string, house: House)",
        to: "async function listen({ guest, turn }: Place<Guest>, house: House)",
      },
    ],
    caughtBy: "two clients that send at the same time are kept apart",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "keeps the token of the last client in a variable that all share, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "class Visit(threading.Thread):",
        to: "current = {}\n\n\nclass Visit(threading.Thread):",
      },
      {
        file: "server.py",
        from: "self.token = secrets.token_urlsafe(32)",
        to: 'self.token = current["token"] = secrets.token_urlsafe(32)',
      },
      { file: "server.py", from: 'start = self.token + " "', to: 'start = current["token"] + " "' },
    ],
    caughtBy: "two clients that send at the same time are kept apart",
    says: "Something of one client showed up at another",
  },
  {
    mistake: "computes the checksum over one byte for each character",
    edits: [
      {
        file: "checksum.ts",
        from: "crc32: (text: string) => crc32(text)",
        to: 'crc32: (text: string) => crc32(Buffer.from(text, "latin1"))',
      },
      {
        file: "checksum.ts",
        from: 'hash("md5", text)',
        to: 'hash("md5", Buffer.from(text, "latin1"))',
      },
    ],
    caughtBy: "a checksum is that of the bytes of a text",
    says: "bytes of the text in UTF-8, not over its characters",
  },
  {
    mistake: "computes the checksum over one byte for each character, in Python",
    base: "python",
    edits: [
      {
        file: "wire.py",
        from: '    data = text.encode("utf-8")\n    if kind',
        to: '    data = text.encode("latin-1", "replace")\n    if kind',
      },
    ],
    caughtBy: "a checksum is that of the bytes of a text",
    says: "bytes of the text in UTF-8, not over its characters",
  },
  {
    mistake: "counts characters for the length, in Python",
    base: "python",
    edits: [
      {
        file: "wire.py",
        from: 'return len(body).to_bytes(4, "big") + body',
        to: 'return len(text).to_bytes(4, "big") + body',
      },
    ],
    caughtBy: "the length counts bytes, not letters",
    says: "counts characters",
  },
  {
    mistake: "shows the length in characters, in Python",
    base: "python",
    edits: [
      { file: "wire.py", from: '    return len(text.encode("utf-8"))', to: "    return len(text)" },
    ],
    caughtBy: "the length that is shown counts bytes",
    says: "in bytes of UTF-8, not in characters",
  },
  {
    mistake: "writes and reads the lowest byte of the length first, in Python",
    base: "python",
    edits: [
      { file: "wire.py", from: 'to_bytes(4, "big")', to: 'to_bytes(4, "little")' },
      { file: "wire.py", from: 'from_bytes(header, "big")', to: 'from_bytes(header, "little")' },
    ],
    caughtBy: "the first frame carries the token",
    says: "lowest byte first",
  },
  {
    mistake: "reads the lowest byte of the length first, in Python",
    base: "python",
    edits: [
      { file: "wire.py", from: 'from_bytes(header, "big")', to: 'from_bytes(header, "little")' },
    ],
    caughtBy: "a message is shown, and nothing else of it",
    says: "read the length with its lowest byte first",
  },
  {
    mistake: "reads the length as if the header counted, in Python",
    base: "python",
    edits: [
      { file: "wire.py", from: 'from_bytes(header, "big")', to: 'from_bytes(header, "big") - 4' },
    ],
    caughtBy: "a message is shown, and nothing else of it",
    says: "as if it counted the header too",
  },
  {
    mistake: "reads the length as if the header counted",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "const bodyStart = next + HEADER_BYTES;\n      if (bodyStart + length > end) break;\n      next = bodyStart + length;",
        to: "const bodyStart = next + HEADER_BYTES;\n      if (next + length > end) break;\n      next += length;",
      },
    ],
    caughtBy: "a message is shown, and nothing else of it",
    says: "as if it counted the header too",
  },
  {
    mistake: "counts the header into the length, in Python",
    base: "python",
    edits: [{ file: "wire.py", from: "len(body).to_bytes", to: "(len(body) + 4).to_bytes" }],
    caughtBy: "the first frame carries the token",
    says: "counts itself",
  },
  {
    mistake: "refuses a body of just the limit, in Python",
    base: "python",
    edits: [{ file: "wire.py", from: "if length > self.limit", to: "if length >= self.limit" }],
    caughtBy: "the limit itself is still allowed",
    says: "just the limit",
  },
  {
    mistake: "takes one byte more than the limit, in Python",
    base: "python",
    edits: [{ file: "wire.py", from: "if length > self.limit", to: "if length > self.limit + 1" }],
    caughtBy: "who announces too much is refused at once",
    says: "The limit is 1048576 bytes",
  },
  {
    mistake: "compares checksums on the server only, in Python",
    base: "python",
    edits: [
      {
        file: "client.py",
        from: "text = checked(options.checksum, message)",
        to: "text = message[len(digits(options.checksum, '')):]",
      },
    ],
    caughtBy: "the client compares checksums too",
    says: "computed and compared",
  },
  {
    mistake: "compares checksums on the client only, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "text = checked(options.checksum, message[len(start):])",
        to: "text = message[len(start) + len(digits(options.checksum, '')):]",
      },
    ],
    caughtBy: "with --checksum crc32 a damaged text is refused",
    says: "computed and compared",
  },
  {
    mistake: "compares checksums on the server only",
    edits: [
      {
        file: "talk.ts",
        from: "const text = withoutChecksum(checksum, message);",
        to: 'const text = message.slice(withChecksum(checksum, "").length);\n    void withoutChecksum;',
      },
    ],
    caughtBy: "the client compares checksums too",
    says: "computed and compared",
  },
  {
    mistake: "takes texts of 65536 bytes at most, as a client",
    edits: [
      {
        file: "client.ts",
        from: "new FrameStream(socket)",
        to: "new FrameStream(socket, { maxBodyBytes: 65536 })",
      },
    ],
    caughtBy: "the client takes a text of the limit, and none that is longer",
    says: "just the limit is still allowed",
  },
  {
    mistake: "calls the callback of _write without waiting for the socket",
    edits: [
      {
        file: "shared/framing/frame-stream.ts",
        from: '    const socket = this.#socket;\n    const settle = () => {\n      socket.off("drain", settle);\n      socket.off("close", settle);\n      done();\n    };\n    socket.on("drain", settle);\n    socket.on("close", settle);',
        to: "    done();",
      },
    ],
    caughtBy: "the client takes no more input than the server takes",
    says: "It keeps in its memory what the server does not read",
  },
  {
    mistake: "makes room for a body that was only announced",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "      if (bodyStart + length > end) break;",
        to: "      if (bodyStart + length > end) {\n        if (this.#waiting.bytes.length < length) this.#waiting.bytes = Buffer.alloc(HEADER_BYTES + length);\n        break;\n      }",
      },
    ],
    caughtBy: "memory is taken for what has come",
    says: "only announced",
  },
  {
    mistake: "makes room for a body that was only announced, in Python",
    base: "python",
    edits: [
      {
        file: "wire.py",
        from: '            return self.exactly(length).decode("utf-8")',
        to: '            body = bytearray(length)\n            view = memoryview(body)\n            done = 0\n            while done < length:\n                count = self.connection.recv_into(view[done:])\n                if count == 0:\n                    raise Refused("the stream ended inside a frame")\n                done += count\n            return body.decode("utf-8")',
      },
    ],
    caughtBy: "memory is taken for what has come",
    says: "only announced",
  },
  {
    mistake: "takes the next frame of a chunk by calling itself",
    edits: [
      {
        file: "shared/framing/frame-decoder.ts",
        from: "      bodies.push(bytes.subarray(bodyStart, next));\n",
        to: "      bodies.push(bytes.subarray(bodyStart, next));\n      return this.#takeWhole(bytes, next, end, bodies);\n",
      },
    ],
    caughtBy: "the client shows all of many frames in one write",
    says: "Maximum call stack size exceeded",
  },
  {
    mistake: "takes the next message by calling itself, in Python",
    base: "python",
    edits: [
      {
        file: "server.py",
        from: "    def listen(self):\n        reader = Reader(self.connection, int(options.max_body_bytes))\n        while (message := reader.message()) is not None:\n",
        to: "    def listen(self, reader=None):\n        reader = reader or Reader(self.connection, int(options.max_body_bytes))\n        message = reader.message()\n        if message is not None:\n",
      },
      {
        file: "server.py",
        from: '            say(f"received {length_of(text)} bytes: {text}")\n',
        to: '            say(f"received {length_of(text)} bytes: {text}")\n            self.listen(reader)\n',
      },
    ],
    caughtBy: "thousands of frames in one write are as many messages",
    says: "maximum recursion depth exceeded",
  },
  {
    mistake: "throws away what came behind the first frame, in Python",
    base: "python",
    edits: [
      {
        file: "wire.py",
        from: "        return bytes(data)\n\n    def message",
        to: "        return bytes(data)\n\n    def drop(self):\n        self.connection.setblocking(False)\n        try:\n            while self.connection.recv(65536):\n                pass\n        except BlockingIOError:\n            pass\n        finally:\n            self.connection.setblocking(True)\n\n    def message",
      },
      {
        file: "wire.py",
        from: '            return self.exactly(length).decode("utf-8")',
        to: '            body = self.exactly(length)\n            self.drop()\n            return body.decode("utf-8")',
      },
    ],
    caughtBy: "several frames in one chunk are several messages",
    says: "Several frames came in one chunk",
  },
  {
    mistake: "takes what one read brings for the header, in Python",
    base: "python",
    edits: [
      {
        file: "wire.py",
        from: "        header = self.exactly(4, at_start=True)\n        if header is None:",
        to: "        header = self.connection.recv(4)\n        if not header:",
      },
    ],
    caughtBy: "a frame may come in pieces",
    says: "one read is not one frame",
  },
  {
    mistake: "takes what one read brings for the body, in Python",
    base: "python",
    edits: [
      {
        file: "wire.py",
        from: 'return self.exactly(length).decode("utf-8")',
        to: 'return self.connection.recv(length).decode("utf-8")',
      },
    ],
    caughtBy: "a frame that is not whole is left as it is",
    says: "before all of it was there",
  },
  {
    mistake: "says the length of a reply in characters",
    edits: [
      {
        file: "operator.ts",
        from: "print(`sent ${bytes} bytes`);",
        to: "print(`sent ${text.length} bytes`);",
      },
    ],
    caughtBy: "the server says how much it sent, and when nobody is there",
    says: "in bytes of UTF-8, not in characters",
  },
  {
    mistake: "passes over an empty text",
    edits: [
      {
        file: "visit.ts",
        from: "    const bytes = Buffer.byteLength(text);",
        to: '    if (text === "") continue;\n    const bytes = Buffer.byteLength(text);',
      },
    ],
    caughtBy: "an empty text is a message too",
    says: "An empty text is a message like any other",
  },
  {
    mistake: "says of every client that is gone that it has left",
    edits: [
      {
        file: "visit.ts",
        from: "error instanceof ProtocolError ? `refused ${address}: ${error.message}` : `lost ${address}`",
        to: "error instanceof ProtocolError ? `lost ${address}` : `left ${address}`",
      },
    ],
    caughtBy: "the server says whom it has refused",
    says: "by a `ProtocolError`, and by no other",
  },
  {
    mistake: "prints texts without a line end, as a client",
    edits: [{ file: "talk.ts", from: "`${printable(text)}\\n`", to: "printable(text)" }],
    caughtBy: "the client shows each text on a line of its own",
    says: "Each text is a line on standard output",
  },
  {
    mistake: "sends no empty line, as a client",
    base: "python",
    edits: [
      {
        file: "client.py",
        from: '            if text == "exit":',
        to: '            if not text:\n                continue\n            if text == "exit":',
      },
    ],
    caughtBy: "the client sends and shows any letters, and empty texts",
    says: "An empty text is a message like any other",
  },
  {
    mistake: "says lengths in characters, as a client",
    edits: [
      {
        file: "talk.ts",
        from: "say(`received ${Buffer.byteLength(text)} bytes`);",
        to: "say(`received ${text.length} bytes`);",
      },
    ],
    caughtBy: "the client says how much it sends and gets",
    says: "in bytes of UTF-8, not in characters",
  },
  {
    mistake: "makes text of each chunk",
    edits: [
      {
        file: "shared/framing/frame-stream.ts",
        from: "this.#decoder.push(chunk)",
        to: "this.#decoder.push(Buffer.from(String(chunk)))",
      },
    ],
    caughtBy: "a letter may come in pieces",
    says: "only when the whole body is there",
  },
  {
    mistake: "gives the turn to who came last",
    edits: [
      {
        file: "waiting-line.ts",
        from: "this.#places.push(place);",
        to: "this.#places.splice(1, 0, place);",
      },
    ],
    caughtBy: "who comes second waits in line, and is told so",
    says: "in the order in which they came",
  },
  {
    mistake: "takes blanks off what the operator types",
    edits: [
      {
        file: "operator.ts",
        from: "guest.stream.write(withChecksum(checksum, text)",
        to: "guest.stream.write(withChecksum(checksum, text.trim())",
      },
    ],
    caughtBy: "a reply may be long, and empty",
    says: "blanks around it are part of the text",
  },
  {
    mistake: "loses a first U+FEFF",
    edits: [
      { file: "shared/framing/frame-stream.ts", from: "ignoreBOM: true", to: "ignoreBOM: false" },
    ],
    caughtBy: "a text cannot give commands to the client's terminal",
    says: "is a character of the text",
  },
  {
    mistake: "compares the first four digits of a checksum",
    edits: [
      {
        file: "checksum.ts",
        from: "if (digitsOf(text) !== message.slice(0, length)) {",
        to: "if (digitsOf(text).slice(0, 4) !== message.slice(0, 4) || message.length < length) {",
      },
    ],
    caughtBy: "with --checksum crc32 a damaged text is refused",
    says: "computed and compared",
  },
  {
    mistake: "refuses a text together with the good ones that came in the same chunk",
    edits: [
      {
        file: "shared/framing/frame-stream.ts",
        from: "for (const body of this.#decoder.push(chunk)) this.push(textOf(body));",
        to: "for (const text of this.#decoder.push(chunk).map(textOf)) this.push(text);",
      },
    ],
    caughtBy: "what came whole before a broken rule is shown",
    says: "handle it first",
  },
  {
    mistake: "takes checksums in capital digits",
    edits: [
      {
        file: "checksum.ts",
        from: "!== message.slice(0, length))",
        to: "!== message.slice(0, length).toLowerCase())",
      },
    ],
    caughtBy: "with --checksum crc32 a damaged text is refused",
    says: "compared with the one that stands before it",
  },
  {
    mistake: "adds a listener to the server for each visit",
    edits: [
      {
        file: "server.ts",
        from: "(socket) => serve(socket, ",
        to: '(socket) => serve(server.on("close", () => socket.end()) && socket, ',
      },
    ],
    caughtBy: "a visit leaves no listener behind",
    says: "leaves listeners behind",
  },
];
