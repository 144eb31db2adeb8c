// Another right client for lab 08: events, and a standard input that is paused while the socket is full.
import net from "node:net";
import readline from "node:readline";
import { flag, frame, LIMIT, opened, printable, readFrames, sealed } from "./wire.ts";

const host = flag("host", "127.0.0.1");
const port = Number(flag("port", "9090"));
const checksum = flag("checksum", "none");
const socket = net.connect({ host, port, allowHalfOpen: true });
let isConnected = false;
let token: string | undefined;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function leave(status: number, line: string): void {
  say(line);
  process.exitCode = status;
  socket.destroy();
  process.stdin.destroy();
}

socket.on("connect", () => {
  isConnected = true;
  say(`connected to ${host}:${port}`);
});

const frames = readFrames(socket, LIMIT, {
  message(message) {
    if (token === undefined) return begin(message);
    const text = opened(checksum, message);
    if (text === undefined) return frames.fail("a text with another checksum");
    say(`received ${Buffer.byteLength(text)} bytes`);
    process.stdout.write(`${printable(text)}\n`);
  },
  end() {
    if (token === undefined) leave(1, "Connection lost: the server left before its token");
    else leave(0, "disconnected");
  },
  failed(reason) {
    const deed = isConnected ? "Connection lost" : `Cannot connect to ${host}:${port}`;
    leave(1, `${deed}: ${reason}`);
  },
});

function begin(message: string) {
  token = /^token ([\w-]{43})$/.exec(message)?.[1];
  if (token === undefined) return frames.fail("the server did not begin with a token");
  const lines = readline.createInterface({ input: process.stdin, terminal: false });
  socket.on("drain", () => process.stdin.resume());
  let hasLeft = false;
  lines.on("line", (line) => {
    if (hasLeft) return;
    if (line === "exit") {
      hasLeft = true;
      socket.end();
      return;
    }
    if (!socket.write(frame(`${token} ${sealed(checksum, line)}`))) process.stdin.pause();
    say(`sent ${Buffer.byteLength(line)} bytes`);
  });
  lines.on("close", () => {
    if (!hasLeft) socket.end();
  });
}

process.on("SIGINT", () => leave(0, "disconnected"));
