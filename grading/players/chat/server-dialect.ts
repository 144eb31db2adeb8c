/** Finds out how a server does the handshake, once in a grading. */

import type { CheckContext, RunningServer } from "../../core/check-context.ts";
import { EventLog } from "../../core/event-log.ts";
import { CheckFailed } from "../../core/failure.ts";
import { type Dialect, HASHINGS, INFOS, RIGHT } from "./dialect.ts";
import { openTokenAs, TOKEN_FORMS, type TokenForm } from "./fernet.ts";
import {
  certificateIn,
  type Greeting,
  HandshakeClient,
  type HandshakeClientOptions,
} from "./handshake-client.ts";
import { hashOf, keysOf } from "./key-agreement.ts";
import { fieldOf, jsonOf } from "./records.ts";
import { signingOf } from "./signature.ts";

/** Number and type of FINISHED, as its record begins. */
const FINISHED_HEAD = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1]);

const known = new WeakMap<object, Promise<Dialect | undefined>>();

/**
 * How this subject's server does it, as connections that no event log tells have shown; undefined when it has understood
 * nothing.
 */
export function serverDialect(
  context: CheckContext,
  server: RunningServer,
  options: HandshakeClientOptions = {},
): Promise<Dialect | undefined> {
  const found = known.get(context.grading);
  if (found !== undefined) return found;
  const learning = learn(context, server, options);
  known.set(context.grading, learning);
  return learning;
}

async function learn(
  context: CheckContext,
  server: RunningServer,
  options: HandshakeClientOptions,
): Promise<Dialect | undefined> {
  const told = { ...options, eventLog: new EventLog() };
  try {
    const { spoken, isUnderstood } = await tryDialect(context, server, RIGHT, told);
    if (isUnderstood) return spoken;
    const { seals } = spoken.forms;
    // The first token may be of a length that needs no padding.
    for (const opens of [RIGHT.forms.opens, seals, { ...seals, encoding: "unpadded" } as const]) {
      const dialect = { ...spoken, forms: { ...spoken.forms, opens } };
      const next = await tryDialect(context, server, dialect, told);
      if (next.isUnderstood) return next.spoken;
    }
  } catch (error) {
    // What goes wrong here goes wrong in the check as well, which tells it.
    if (!(error instanceof CheckFailed)) throw error;
  }
  return undefined;
}

/** Does the handshake in this way, and a PING: shows in which way the server speaks, and if it has understood. */
async function tryDialect(
  context: CheckContext,
  server: RunningServer,
  dialect: Dialect,
  options: HandshakeClientOptions,
): Promise<{ spoken: Dialect; isUnderstood: boolean }> {
  const handshake = await HandshakeClient.connect(context, server, "client", options);
  handshake.sendHello();
  const greeting = await handshake.greeting({ what: "the answer to ClientHello" });
  const keys = handshake.keys(greeting, dialect);
  const connection = handshake.connection(keys);
  connection.send("FINISHED", keys.th);
  connection.send("PING");
  const finished = await connection.nextFrame("the server's first record");
  const answer = await connection.nextFrame("the answer to PING");
  handshake.peer.close();
  const spoken = finished === undefined ? RIGHT : dialectIn(handshake, greeting, finished);
  const { forms } = dialect;
  const { toClient } = handshake.keys(greeting, spoken);
  const read = readAnswer(toClient, answer, spoken.forms.seals);
  return {
    spoken: { ...spoken, forms: { ...forms, seals: read?.form ?? spoken.forms.seals } },
    isUnderstood: read?.isUnderstood ?? false,
  };
}

/** In which way the server has made its FINISHED; that of the wire when it is in none that is known. */
function dialectIn(handshake: HandshakeClient, greeting: Greeting, finished: Buffer): Dialect {
  const { hello, ephemeral, certificate } = greeting;
  const key = certificateIn(certificate)?.publicKey;
  const signing = (key && signingOf(key, handshake.hello, greeting)) ?? RIGHT.signing;
  const secret = handshake.secret(ephemeral);
  const token = finished.toString("latin1");
  for (const keyed of HASHINGS) {
    for (const infos of INFOS) {
      const { toClient } = keysOf(secret, handshake.hello, hello, { ...RIGHT, keyed, infos });
      for (const seals of TOKEN_FORMS) {
        const plain = openTokenAs(seals, toClient, token);
        if (plain?.subarray(0, FINISHED_HEAD.length).equals(FINISHED_HEAD) !== true) continue;
        const body = plain.subarray(FINISHED_HEAD.length);
        const shown = HASHINGS.find((one) => hashOf(handshake.hello, hello, one).equals(body));
        const forms = { ...RIGHT.forms, seals };
        return { signing, keyed, infos, finished: shown ?? keyed, forms };
      }
    }
  }
  return { ...RIGHT, signing };
}

/** The answer to PING: in which form it comes, and whether PING was opened; undefined when nothing can be read. */
function readAnswer(
  key: Buffer,
  answer: Buffer | undefined,
  likely: TokenForm,
): { form: TokenForm; isUnderstood: boolean } | undefined {
  const token = answer?.toString("latin1") ?? "";
  for (const form of [likely, ...TOKEN_FORMS]) {
    const plain = openTokenAs(form, key, token);
    if (plain === undefined) continue;
    const reason = fieldOf(jsonOf(plain.subarray(FINISHED_HEAD.length)), "reason");
    return { form, isUnderstood: reason !== "authentication failed" };
  }
  return undefined;
}
