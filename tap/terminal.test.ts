import { expect, test } from "vitest";
import { encodeFrame } from "../shared/framing/encode-frame.ts";
import type { Form } from "./form.ts";
import type { Happening } from "./happening.ts";
import { terminalLines } from "./terminal.ts";
import { unitReader } from "./unit-reader.ts";

/** A colour as a word around the text. */
const named = (format: unknown, text: string) => `<${String(format)} ${text}>`;
const plain = (_format: unknown, text: string) => text;

function shown(form: Form, chunks: readonly (string | Uint8Array)[], from: "client" | "server") {
  const reader = unitReader(form);
  const units = chunks.flatMap((chunk) => reader.push(Buffer.from(chunk)));
  return units.map((unit): Happening => ({ type: "unit", unit, from, connection: 1, atMs: 102 }));
}

function lines(happenings: readonly Happening[], paint = plain): string[] {
  return happenings.flatMap((happening) => terminalLines(happening, paint));
}

test("a line stands as one unit, with a bar where a new chunk began", () => {
  expect(lines(shown("lines", ["hel", "lo\n"], "client"))).toEqual([
    "   0.102 s  client ──▶ server  line of 6 bytes, in 2 chunks",
    "     68 65 6c│6c 6f 0a                                hello↵",
  ]);
});

test("a long line stands as text first, then in rows that fit into 80 columns behind a prefix", () => {
  const text = lines(shown("lines", ["a line that is longer than a row\n"], "server"));
  expect(text).toEqual([
    "   0.102 s  client ◀── server  line of 33 bytes",
    "     a line that is longer than a row↵",
    "     61 20 6c 69 6e 65 20 74 68 61 74 20 69 73 20 6c  a line that is l",
    "     6f 6e 67 65 72 20 74 68 61 6e 20 61 20 72 6f 77  onger than a row",
    "     0a                                               ↵",
  ]);
  for (const line of text) expect(line.length).toBeLessThan(80 - "tap    | ".length);
});

test("a frame's header and body have colours of their own, and rows of their own", () => {
  const frame = shown("frames", [encodeFrame("hi")], "client");
  expect(lines(frame)).toEqual([
    "   0.102 s  client ──▶ server  frame of 6 bytes",
    "     00 00 00 02                                      length 2",
    "     68 69                                            hi",
  ]);
  const [title, header, body] = lines(frame, named);
  expect(title).toContain("<cyan ──▶>");
  expect(header).toContain("<yellow 02>");
  expect(body).toMatch(/<green 68> <green 69> +<green hi>/);
});

test("of many bytes the beginning is shown, with how many there are more", () => {
  const text = lines(shown("bytes", [Buffer.alloc(5_000, "x")], "client"));
  expect(text[0]).toContain("chunk of 5000 bytes");
  expect(text.at(-1)).toBe("     … and 4808 bytes more");
  expect(text).toHaveLength(14);
});

test("nothing that a peer sends acts on the terminal", () => {
  const evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\r\n";
  const text = lines(shown("lines", [evil, "x", `${evil}`], "server")).join("\n");
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test("connects, ends, resets and silence are told", () => {
  const client = { host: "127.0.0.1", port: 5000 };
  const at = { connection: 1, atMs: 1 };
  const told = lines([
    { ...at, type: "connect", client, seenAs: client },
    { ...at, type: "end", from: "server" },
    { ...at, type: "reset", from: "client", connection: 2 },
    { ...at, type: "reset", from: "network" },
    { ...at, type: "silence" },
    { ...at, type: "unreachable", reason: "ECONNREFUSED" },
  ]);
  expect(told.map((line) => line.slice(12))).toEqual([
    "client ──○ server  client connected",
    "client ├── server  server ended its side (FIN)",
    "client 2 ──✕ server  client 2 reset the connection (RST)",
    "client ✕─✕ server  the network reset both sides (RST)",
    "client  ✕  server  the network has fallen silent: nothing passes any more",
    "client ──✕ server  the server could not be reached (ECONNREFUSED): reset (RST)",
  ]);
});
