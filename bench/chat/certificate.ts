/** One key and certificate for all who speak TLS here: lab 09 makes them, as at its first start. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openIdentity } from "../../labs/09-chat/connection/identity.ts";

export interface CertificateFiles {
  certificate: string;
  key: string;
}

/** Makes them in this folder; their paths. */
export async function makeCertificate(folder: string): Promise<CertificateFiles> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await openIdentity(folder);
  return { certificate: join(folder, "server.crt"), key: join(folder, "server.key") };
}
