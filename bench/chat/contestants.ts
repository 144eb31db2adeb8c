/**
 * The chats that are measured, in the order of the tables. The first is the limit of all.
 *
 * Neighbours are measured one after the other, so those who are compared stand together.
 */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { compileTypeScript } from "../compile.ts";
import type { Command, Missing } from "../running-server.ts";
import type { CertificateFiles } from "./certificate.ts";
import type { WireName } from "./load/job.ts";
import { prepareNgircd } from "./ngircd.ts";

export const PEERS = "bench/chat/peers";

export interface Contestant {
  name: string;
  /** What the tables say about it. */
  title: string;
  wire: WireName;
  tls: boolean;
  /** The command to start, or why it cannot be measured here. */
  prepare(surroundings: Surroundings): Promise<Command | Missing>;
}

/** What a contestant finds when it is started. */
export interface Surroundings {
  /** A folder of this contestant's own. */
  folder: string;
  certificate: CertificateFiles;
}

export const CONTESTANTS: readonly Contestant[] = [
  {
    name: "relay",
    title: "bare relay in plaintext: the limit",
    wire: "relay",
    tls: false,
    prepare: async () => ({
      command: process.execPath,
      args: [await compileTypeScript(`${PEERS}/relay.ts`)],
    }),
  },
  {
    name: "lab-09",
    title: "**lab 09, FC1**",
    wire: "ours",
    tls: false,
    prepare: (surroundings) => ourServer(surroundings, ROOM_FLAGS),
  },
  {
    name: "lab-09-tls",
    title: "**lab 09, TLS**",
    wire: "ours",
    tls: true,
    prepare: (surroundings) => ourServer(surroundings, [...ROOM_FLAGS, "--tls"]),
  },
  {
    name: "ngircd",
    title: "ngIRCd, plaintext",
    wire: "irc",
    tls: false,
    prepare: ({ folder }) => prepareNgircd(folder),
  },
  {
    name: "ngircd-tls",
    title: "ngIRCd, TLS",
    wire: "irc",
    tls: true,
    prepare: ({ folder, certificate }) => prepareNgircd(folder, certificate),
  },
  webSocketPeer("ws", "ws, plaintext", "web-socket", false),
  webSocketPeer("ws-tls", "ws, TLS", "web-socket", true),
  webSocketPeer("socket.io", "Socket.IO, plaintext", "socket-io", false),
  webSocketPeer("socket.io-tls", "Socket.IO, TLS", "socket-io", true),
];

/**
 * Lab 09 without what would keep a load away on purpose: cheap passwords, and no pause for those who
 * talk much. All else stays as it is: the log, the history on disk, the slow reader's limits.
 */
export const ROOM_FLAGS = [
  "--scrypt-ln",
  "10",
  "--burst",
  "1000000",
  "--per-second",
  "1000000",
  "--address-attempts",
  "1000000",
];

/** Lab 09, compiled, with these flags beside. */
export async function ourServer(
  { folder, certificate }: Surroundings,
  flags: readonly string[],
): Promise<Command | Missing> {
  try {
    const program = await compileTypeScript("labs/09-chat/server.ts");
    copyFileSync(certificate.certificate, join(folder, "server.crt"));
    copyFileSync(certificate.key, join(folder, "server.key"));
    const always = ["--host", "127.0.0.1", "--port", "0", "--data", folder];
    return { command: process.execPath, args: [program, ...always, ...flags] };
  } catch (error) {
    return { missing: `it does not compile: ${error instanceof Error ? error.message : error}` };
  }
}

function webSocketPeer(name: string, title: string, wire: WireName, tls: boolean): Contestant {
  const program = `${PEERS}/${wire === "socket-io" ? "socket-io" : "ws"}.mjs`;
  return {
    name,
    title,
    wire,
    tls,
    prepare: async ({ certificate }) => {
      if (!existsSync(join(PEERS, "node_modules"))) return { missing: "it is not installed" };
      const files = tls ? [certificate.certificate, certificate.key] : [];
      return { command: process.execPath, args: [program, ...files] };
    },
  };
}
