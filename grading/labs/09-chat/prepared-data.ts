/** The identity of a chat server: making one takes longer than a check. */
import type { PreparedData } from "../../core/prepared-data.ts";
import { theIdentity } from "../../players/chat/identity.ts";

export async function prepare(): Promise<PreparedData> {
  const { privateKeyPem, certificatePem } = await theIdentity();
  return new Map([
    ["server.key", privateKeyPem],
    ["server.crt", certificatePem],
  ]);
}
