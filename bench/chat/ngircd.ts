/**
 * ngIRCd, a server for small IRC networks that Debian packages: a chat in C, with epoll.
 *
 * It is configured for this load: no DNS, no limits of its own, its penalties for fast talkers off,
 * and for TLS the same certificate as all others.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Command, Missing } from "../running-server.ts";
import type { CertificateFiles } from "./certificate.ts";

/** Debian puts it where ordinary users do not look for programs. */
const PROGRAMS = ["ngircd", "/usr/sbin/ngircd"];

/** The command, or why it cannot be measured; with a certificate it speaks TLS only. */
export async function prepareNgircd(
  folder: string,
  certificate?: CertificateFiles,
): Promise<Command | Missing> {
  const found = find();
  if (found === undefined) {
    return { missing: "`ngircd` is not installed here (on Debian: `apt-get install ngircd`)" };
  }
  if (certificate !== undefined && !found.version.includes("+SSL")) {
    return { missing: "this build of it has no TLS" };
  }
  const port = await freePort();
  const file = join(folder, "ngircd.conf");
  writeFileSync(file, configurationOf(port, certificate), { mode: 0o600 });
  return {
    command: found.program,
    args: ["--nodaemon", "--config", file],
    announcement: new RegExp(`listening on .*:(${port}) `),
  };
}

/** The program and what it says of itself; undefined when there is none. */
function find(): { program: string; version: string } | undefined {
  for (const program of PROGRAMS) {
    const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
    if (status === 0) return { program, version: stdout };
  }
  return undefined;
}

function configurationOf(port: number, certificate: CertificateFiles | undefined): string {
  const { uid, gid } = userInfo();
  const tls =
    certificate === undefined
      ? []
      : [
          "[SSL]",
          `CertFile = ${certificate.certificate}`,
          `KeyFile = ${certificate.key}`,
          `Ports = ${port}`,
        ];
  return [
    "[Global]",
    "Name = bench.example",
    "Info = bench",
    "Listen = 127.0.0.1",
    certificate === undefined ? `Ports = ${port}` : "Ports = 0",
    `ServerUID = ${uid}`,
    `ServerGID = ${gid}`,
    "[Limits]",
    "MaxConnectionsIP = 0",
    "MaxPenaltyTime = 0",
    "PingTimeout = 3600",
    "[Options]",
    "DNS = no",
    "Ident = no",
    "PAM = no",
    ...tls,
    "",
  ].join("\n");
}

/** It cannot be told to take any port: so a free one is looked up first. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
