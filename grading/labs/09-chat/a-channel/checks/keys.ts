/** Exercise 09a.2: what the keys of a connection are made of. The server's key log shows them. */
import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import { check } from "../../../../core/check.ts";
import { readText, tellFile } from "../../../../core/data-file.ts";
import { fail } from "../../../../core/failure.ts";
import { quickFlags } from "../../../../players/chat/chat-fixture.ts";
import { HASHINGS } from "../../../../players/chat/dialect.ts";
import { HandshakeClient } from "../../../../players/chat/handshake-client.ts";
import { hashOf } from "../../../../players/chat/key-agreement.ts";
import { SIGNED } from "../../checks/titles.ts";
import { KEYS } from "./titles.ts";

const INFOS = ["FC1 c2s", "FC1 s2c"] as const;

export const keyChecks = [
  check(
    "09a.2",
    KEYS,
    { points: 3, needs: [SIGNED], rule: "k_c2s = HKDF-SHA256(" },
    async (context) => {
      const file = join(context.dataFolder(), "keys.log");
      const server = await context.ownServer(...quickFlags(context), "--key-log", file);
      const handshake = await HandshakeClient.connect(context, server);
      handshake.sendHello();
      const greeting = await handshake.greeting({ what: "the answer to ClientHello" });
      // FINISHED or the end of the connection: the keys are in the file by then, if they were made.
      await handshake.unsealed.nextFrame("the server's first record");
      const secret = handshake.secret(greeting.ephemeral);
      const [th = Buffer.alloc(0), ...others] = HASHINGS.map((hashing) =>
        hashOf(handshake.hello, greeting.hello, hashing),
      );
      const random = handshake.hello.subarray(36).toString("hex");
      for (const [name, label, info] of [
        ["k_c2s", "FC1_CLIENT_TO_SERVER", INFOS[0]],
        ["k_s2c", "FC1_SERVER_TO_CLIENT", INFOS[1]],
      ] as const) {
        const found = new RegExp(`^${label} ${random} ([0-9a-f]*)$`, "m").exec(readText(file));
        const key = found?.[1];
        if (key === undefined) {
          tellFile(context, file);
          fail(`The key log should have a line "${label} …" for this connection; it has none.`);
        }
        const right = derived(secret, th, info);
        if (key === right) continue;
        fail(
          `${name} should be ${right}; the server's is ${key}.`,
          causeOf(key, { secret, th, others }),
        );
      }
    },
  ),
];

function derived(input: Uint8Array, salt: Uint8Array, info: string): string {
  return Buffer.from(hkdfSync("sha256", input, salt, info, 32)).toString("hex");
}

/** What else the key can have been made of. */
function causeOf(
  key: string,
  { secret, th, others }: { secret: Buffer; th: Buffer; others: readonly Buffer[] },
): string {
  const isOf = (input: Uint8Array, salt: Uint8Array) =>
    INFOS.some((info) => derived(input, salt, info) === key);
  if (key === secret.toString("hex")) return NOT_DERIVED;
  if (isOf(secret, th)) return OTHER_DIRECTION;
  if (isOf(secret, Buffer.alloc(0))) return NO_SALT;
  if (isOf(th, secret)) return SWAPPED;
  return others.some((salt) => isOf(secret, salt)) ? OTHER_TRANSCRIPT : OTHER_INFO;
}

const NOT_DERIVED =
  "That is the shared secret itself. Do not use it as a key: derive a key for each direction from it, with HKDF.";

const OTHER_DIRECTION =
  "That is the key of the other direction. With one key for both, or with the two exchanged, a record can be sent back to the side that has sealed it.";

const NO_SALT =
  "The transcript is not in it. As the salt it makes the keys depend on both hellos: two sides that have seen different hellos must have different keys.";

const SWAPPED =
  "The secret and the transcript have changed places: the secret is the input of HKDF, the transcript its salt.";

const OTHER_TRANSCRIPT =
  "It is made of another hash than th: th covers lp(ClientHello) and lp(ServerHello), the latter with its signature.";

const OTHER_INFO =
  'It is made of something else: the input is the shared secret, the salt is th, and the info says what the key is for: "FC1 c2s" or "FC1 s2c".';
