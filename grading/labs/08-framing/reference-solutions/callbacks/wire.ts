// What both programs share: frames, by events, with one buffer that is cut at its beginning.
import { createHash } from "node:crypto";
import type net from "node:net";
import { crc32 } from "node:zlib";

export const LIMIT = 1048576;

const args = process.argv.slice(2);

export function flag(name: string, fallback: string): string {
  const at = args.indexOf(`--${name}`);
  const variable = process.env[`LAB_${name.replaceAll("-", "_").toUpperCase()}`];
  return (at >= 0 ? args[at + 1] : variable) || fallback;
}

export interface Handlers {
  message: (text: string) => void;
  /** The other side has ended between two frames. */
  end: () => void;
  /** A broken rule, or a broken connection. */
  failed: (reason: string, isBrokenRule: boolean) => void;
}

/** Calls back for each message, up to one end or one failure. Returns how to hold messages back. */
export function readFrames(socket: net.Socket, limit: number, handlers: Handlers) {
  let pieces: Buffer[] = [];
  let have = 0;
  let need = 4;
  let isOver = false;
  let isHeld = false;
  let hasEnded = false;
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  function fail(reason: string, isBrokenRule = true) {
    if (isOver) return;
    isOver = true;
    handlers.failed(reason, isBrokenRule);
  }

  /** The first `need` bytes, once they are there. */
  function peek(): Buffer | undefined {
    if (have < need) return undefined;
    const all = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    pieces = all === undefined ? [] : [all];
    return all;
  }

  function work() {
    for (let bytes = peek(); bytes !== undefined && !isOver && !isHeld; bytes = peek()) {
      const length = bytes.readUInt32BE(0);
      if (length > limit) return fail(`a frame announces ${length} bytes; the limit is ${limit}`);
      need = 4 + length;
      if (have < need) break;
      const body = bytes.subarray(4, need);
      pieces = have > need ? [bytes.subarray(need)] : [];
      have -= need;
      need = 4;
      let text: string;
      try {
        text = strict.decode(body);
      } catch {
        return fail("a message is not UTF-8");
      }
      handlers.message(text);
    }
    if (!hasEnded || isHeld || isOver) return;
    if (have > 0) return fail("the stream ended inside a frame");
    isOver = true;
    handlers.end();
  }

  socket.on("data", (chunk: Buffer) => {
    pieces.push(chunk);
    have += chunk.length;
    work();
  });
  socket.on("end", () => {
    hasEnded = true;
    work();
  });
  socket.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message, false));
  socket.on("close", () => fail("closed", false));

  return {
    hold() {
      isHeld = true;
      socket.pause();
    },
    release() {
      isHeld = false;
      work();
      socket.resume();
    },
    fail,
  };
}

export function frame(text: string): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(Buffer.byteLength(text), 0);
  return Buffer.concat([header, Buffer.from(text)]);
}

export function sealed(kind: string, text: string): string {
  if (kind === "crc32") return crc32(text).toString(16).padStart(8, "0") + text;
  if (kind === "md5") return createHash("md5").update(text).digest("hex") + text;
  return text;
}

/** The text; undefined when its checksum is another's. */
export function opened(kind: string, message: string): string | undefined {
  const text = message.slice(sealed(kind, "").length);
  return sealed(kind, text) === message ? text : undefined;
}

export function printable(text: string): string {
  let shown = "";
  for (const character of text) {
    if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) {
      shown += character;
      continue;
    }
    for (let at = 0; at < character.length; at++) {
      shown += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
    }
  }
  return shown;
}
