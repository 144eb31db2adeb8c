/**
 * A key log: a file that gets the keys of each connection, so that the wire tap can show what is inside
 * the records. Browsers do the same for Wireshark (`SSLKEYLOGFILE`, RFC 9850), in the same form:
 *
 *     FC1_CLIENT_TO_SERVER 5f1c…(random_c) 9a07…(k_c2s)
 *     FC1_SERVER_TO_CLIENT 5f1c…(random_c) 41de…(k_s2c)
 *
 * Whoever has the file can read everything that was recorded: there is none unless somebody asks for it.
 */
import type { KeyObject } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { Settings } from "../../../shared/config/program-options.ts";
import { valid } from "../../../shared/config/result.ts";
import { ProgramError, systemReason } from "../../../shared/process/errors.ts";
import { PRIVATE_MODE } from "../../../shared/storage/replace-file.ts";

/** Where the keys go. */
export const keyLogSettings = {
  keyLog: {
    about: "a file for the keys of all connections: with it, everybody can read them",
    parse: valid<string>,
    fallback: "",
  },
} satisfies Settings;

/** The two halves of a direction's key. */
interface Halves {
  signing: KeyObject;
  encryption: KeyObject;
}

/** Is told the keys of a new connection, and which connection it is: by the client's random bytes. */
export type KeyLog = (
  clientRandom: Uint8Array,
  keys: { clientToServer: Halves; serverToClient: Halves },
) => void;

/**
 * Returns what writes keys to the end of this file; undefined when its name is empty.
 *
 * @throws ProgramError when the system does not let us
 */
export function openKeyLog(file: string): KeyLog | undefined {
  if (file === "") return undefined;
  append(file, "");
  return (clientRandom, { clientToServer, serverToClient }) => {
    const connection = Buffer.from(clientRandom).toString("hex");
    append(
      file,
      `FC1_CLIENT_TO_SERVER ${connection} ${hexOf(clientToServer)}\n` +
        `FC1_SERVER_TO_CLIENT ${connection} ${hexOf(serverToClient)}\n`,
    );
  };
}

/** It waits for the disk: the keys are in the file before the first record is sealed with them. */
function append(file: string, lines: string): void {
  try {
    appendFileSync(file, lines, { mode: PRIVATE_MODE });
  } catch (cause) {
    const reason = systemReason(cause);
    throw new ProgramError(`Cannot write ${file}: ${reason}; choose another with --key-log`, {
      cause,
    });
  }
}

function hexOf({ signing, encryption }: Halves): string {
  return Buffer.concat([signing.export(), encryption.export()]).toString("hex");
}
