/** Finds out how a server does the handshake, once in a grading. */
import { CheckFailed } from "../../core/failure.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { Story } from "../../core/story.ts";
import { Caller, type CallerOptions, certificateIn, type Greeting } from "./caller.ts";
import { type Dialect, HASHINGS, INFOS, RIGHT } from "./dialect.ts";
import { openTokenAs, TOKEN_FORMS, type TokenForm } from "./fernet.ts";
import { hashOf, keysOf } from "./key-agreement.ts";
import { fieldOf, jsonOf } from "./records.ts";
import { signingOf } from "./signature.ts";

/** Number and type of FINISHED, as its record begins. */
const FINISHED_HEAD = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1]);

const known = new WeakMap<object, Promise<Dialect | undefined>>();

/**
 * How this subject's server does it, as visits that no story tells have shown; undefined when it has understood
 * nothing.
 */
export function serverDialect(
  stage: Stage,
  server: RunningServer,
  options: CallerOptions = {},
): Promise<Dialect | undefined> {
  const found = known.get(stage.grading);
  if (found !== undefined) return found;
  const learning = learn(stage, server, options);
  known.set(stage.grading, learning);
  return learning;
}

async function learn(
  stage: Stage,
  server: RunningServer,
  options: CallerOptions,
): Promise<Dialect | undefined> {
  const told = { ...options, story: new Story() };
  try {
    const { spoken, isUnderstood } = await visit(stage, server, RIGHT, told);
    if (isUnderstood) return spoken;
    const { seals } = spoken.forms;
    // The first token may be of a length that needs no padding.
    for (const opens of [RIGHT.forms.opens, seals, { ...seals, encoding: "unpadded" } as const]) {
      const dialect = { ...spoken, forms: { ...spoken.forms, opens } };
      const next = await visit(stage, server, dialect, told);
      if (next.isUnderstood) return next.spoken;
    }
  } catch (error) {
    // What goes wrong here goes wrong in the check as well, which tells it.
    if (!(error instanceof CheckFailed)) throw error;
  }
  return undefined;
}

/** Does the handshake in this way, and a PING: shows in which way the server speaks, and if it has understood. */
async function visit(
  stage: Stage,
  server: RunningServer,
  dialect: Dialect,
  options: CallerOptions,
): Promise<{ spoken: Dialect; isUnderstood: boolean }> {
  const caller = await Caller.connect(stage, server, "client", options);
  caller.sendHello();
  const greeting = await caller.greeting({ what: "the answer to ClientHello" });
  const keys = caller.keys(greeting, dialect);
  const line = caller.line(keys);
  line.send("FINISHED", keys.th);
  line.send("PING");
  const finished = await line.nextFrame("the server's first record");
  const answer = await line.nextFrame("the answer to PING");
  caller.peer.close();
  const spoken = finished === undefined ? RIGHT : dialectIn(caller, greeting, finished);
  const { forms } = dialect;
  const { toClient } = caller.keys(greeting, spoken);
  const read = readAnswer(toClient, answer, spoken.forms.seals);
  return {
    spoken: { ...spoken, forms: { ...forms, seals: read?.form ?? spoken.forms.seals } },
    isUnderstood: read?.isUnderstood ?? false,
  };
}

/** In which way the server has made its FINISHED; that of the wire when it is in none that is known. */
function dialectIn(caller: Caller, greeting: Greeting, finished: Buffer): Dialect {
  const { hello, ephemeral, certificate } = greeting;
  const key = certificateIn(certificate)?.publicKey;
  const signing = (key && signingOf(key, caller.hello, greeting)) ?? RIGHT.signing;
  const secret = caller.secret(ephemeral);
  const token = finished.toString("latin1");
  for (const keyed of HASHINGS) {
    for (const infos of INFOS) {
      const { toClient } = keysOf(secret, caller.hello, hello, { ...RIGHT, keyed, infos });
      for (const seals of TOKEN_FORMS) {
        const plain = openTokenAs(seals, toClient, token);
        if (plain?.subarray(0, FINISHED_HEAD.length).equals(FINISHED_HEAD) !== true) continue;
        const body = plain.subarray(FINISHED_HEAD.length);
        const shown = HASHINGS.find((one) => hashOf(caller.hello, hello, one).equals(body));
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
