/** Wrong programs for lab 08, one mistake each. */
import type { Mutant } from "./mutant.ts";

export const mutants: Mutant[] = [
  {
    mistake: "the length counts characters",
    edits: [
      {
        file: "shared/encode-frame.ts",
        from: "frame.writeUInt32BE(bytes.length);",
        to: "frame.writeUInt32BE(body.length);",
      },
    ],
    caughtBy: "the length counts bytes, not letters",
    says: "counts characters",
  },
  {
    mistake: "the lowest byte of the length comes first",
    edits: [{ file: "shared/encode-frame.ts", from: "writeUInt32BE", to: "writeUInt32LE" }],
    caughtBy: "the first frame carries the token",
    says: "lowest byte first",
  },
  {
    mistake: "the length counts the header too",
    edits: [
      {
        file: "shared/encode-frame.ts",
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
        file: "shared/encode-frame.ts",
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
        file: "shared/encode-frame.ts",
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
    caughtBy: "the first frame carries the token",
    says: "still count a client that has left",
  },
  {
    mistake: "only one frame is taken from a chunk",
    edits: [
      {
        file: "shared/frame-decoder.ts",
        from: "      bodies.push(bytes.subarray(bodyStart, next));\n",
        to: "      bodies.push(bytes.subarray(bodyStart, next));\n      return next;\n",
      },
    ],
    caughtBy: "several frames in one chunk are several messages",
    says: "Several frames came in one chunk",
  },
  {
    mistake: "the length is read as a signed number",
    edits: [{ file: "shared/frame-decoder.ts", from: "| d) >>> 0;", to: "| d);" }],
    caughtBy: "who announces too much is refused at once",
    says: "below zero",
  },
  {
    mistake: "the limit is looked at when the body is there",
    edits: [
      {
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
        from: "if (length > this.#maxBodyBytes)",
        to: "if (length >= this.#maxBodyBytes)",
      },
    ],
    caughtBy: "the limit itself is still allowed",
    says: "just the limit",
  },
  {
    mistake: "what is not UTF-8 is replaced without a word",
    edits: [{ file: "shared/frame-stream.ts", from: "fatal: true", to: "fatal: false" }],
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
    caughtBy: "a message is shown with its length, and nothing else of it",
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
    caughtBy: "a message is shown with its length, and nothing else of it",
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
    caughtBy: "the client shows each text on a line of its own",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
        from: "if (length > 0) {",
        to: "if (length > HEADER_BYTES) {",
      },
    ],
    caughtBy: "a stream that ends inside a frame is an error",
    says: "takes the header off",
  },
  {
    mistake: "nobody asks the decoder whether the end is one",
    edits: [{ file: "shared/frame-stream.ts", from: "      this.#decoder.end();\n", to: "" }],
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
        file: "shared/frame-stream.ts",
        from: "if (this.#socket.write(encodeFrame(text)) || this.#socket.destroyed) done();\n    else this.#whenDrained(done);",
        to: "this.#socket.write(encodeFrame(text));\n    done();",
      },
    ],
    caughtBy: "the client takes no more input than the server takes",
    says: "keeps in its memory",
  },
  {
    mistake: "waits for the end of the socket in place of its drain",
    edits: [{ file: "shared/frame-stream.ts", from: '    socket.on("drain", settle);\n', to: "" }],
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/encode-frame.ts",
        from: "Buffer.allocUnsafe(HEADER_BYTES + bytes.length)",
        to: "Buffer.allocUnsafe(HEADER_BYTES + body.length)",
      },
    ],
    caughtBy: "the length counts bytes, not letters",
    says: "room for as many bytes",
  },
  {
    mistake: "the header is used up before the body is there",
    edits: [
      {
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
        from: "bytes.subarray(bodyStart, next)",
        to: "bytes.subarray(bodyStart, length)",
      },
    ],
    caughtBy: "a message is shown with its length, and nothing else of it",
    says: "takes two places",
  },
  {
    mistake: "an empty body waits for one byte more",
    edits: [
      {
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
        file: "shared/frame-decoder.ts",
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
];
