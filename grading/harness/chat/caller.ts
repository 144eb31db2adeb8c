/** A scripted client of the chat, up to its first record: it connects, says hello, and judges the answer. */
import { randomBytes, X509Certificate } from "node:crypto";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { CheckFailed, fail } from "../failure.ts";
import { frame } from "../frames.ts";
import type { Peer } from "../peer.ts";
import type { RunningServer, Stage } from "../stage.ts";
import type { Wrap } from "../wrap.ts";
import { fingerprintOf } from "./identity.ts";
import {
  clientHello,
  type Keys,
  keysOf,
  newHalf,
  readServerHello,
  type ServerHello,
  sharedSecret,
} from "./key-agreement.ts";
import { Line, type RecordExpectation } from "./line.ts";
import { FernetSealing, PlainSealing } from "./sealing.ts";
import { whyNotSigned } from "./signature.ts";

export interface CallOptions {
  localAddress?: string;
  /** TLS in place of our own handshake. */
  tls?: boolean;
}

/** A ServerHello that has come and is right. */
export interface Greeting extends ServerHello {
  fingerprint: string;
  /** The whole of it. */
  hello: Buffer;
}

export class Caller {
  readonly peer: Peer;
  readonly #stage: Stage;
  readonly half = newHalf();
  /** Not from the seed: what was never used before is never used twice. */
  readonly hello = clientHello(this.half.publicKey, randomBytes(32));

  private constructor(peer: Peer, stage: Stage) {
    this.peer = peer;
    this.#stage = stage;
  }

  static async connect(
    stage: Stage,
    server: RunningServer,
    voice = "client",
    options: CallOptions & { wrap?: Wrap } = {},
  ): Promise<Caller> {
    const { localAddress, wrap } = options;
    const peer = await stage.connect(server, voice, {
      isTold: false,
      ...(localAddress === undefined ? {} : { localAddress }),
      ...(wrap === undefined ? {} : { wrap }),
    });
    const caller = new Caller(peer, stage);
    caller.tell(`connected to ${server.address.host}:${server.address.port}`);
    return caller;
  }

  tell(text: string): void {
    this.#stage.story.tell(this.peer.voice, text);
  }

  /** Sends the hello of this connection, or other bytes in its place. */
  sendHello(hello = this.hello, told = "ClientHello"): void {
    this.tell(`sent ${told} (${hello.length} bytes)`);
    this.peer.send(frame(hello));
  }

  /** A line that can read frames, before there are keys. */
  get unsealed(): Line {
    return new Line(this.peer, new PlainSealing(), this.#stage.story);
  }

  /**
   * Waits for the ServerHello, which must be right in all its parts.
   *
   * @throws CheckFailed with what is wrong with it
   */
  async greeting({ what, cause }: RecordExpectation): Promise<Greeting> {
    const hello = await this.unsealed.nextFrame(what);
    if (hello === undefined) {
      const { ending } = this.peer;
      const how = ending === "open" ? "nothing came" : "the server ended the connection";
      const likely = typeof cause === "function" ? cause({ ending }) : cause;
      throw new CheckFailed(
        `${this.peer.voice}: ${what}: ServerHello should come; ${how}.`,
        likely,
        {
          timedOut: ending === "open",
        },
      );
    }
    const parts = readServerHello(hello);
    if (typeof parts === "string") {
      fail(`${this.peer.voice}: ${what}: the ServerHello cannot be taken apart.`, `${parts} ${LP}`);
    }
    const fingerprint = fingerprintOf(parts.certificate);
    this.tell(`received ServerHello (${hello.length} bytes; certificate ${fingerprint})`);
    this.#judge(parts, what);
    return { ...parts, fingerprint, hello };
  }

  /** The keys that both sides have now. */
  keys({ ephemeral, hello }: Greeting): Keys {
    const secret = sharedSecret(this.half, ephemeral);
    if (secret === undefined)
      fail(`${this.peer.voice}: e_s is a point that gives nothing but zeros.`);
    return keysOf(secret, this.hello, hello);
  }

  /** What the two say to each other from now on. */
  line({ toServer, toClient }: Keys): Line {
    return new Line(this.peer, new FernetSealing(toServer, toClient), this.#stage.story);
  }

  #judge(parts: ServerHello, what: string): void {
    const certificate = certificateIn(parts.certificate);
    if (certificate === undefined) {
      fail(
        `${this.peer.voice}: ${what}: the certificate in the ServerHello is none.`,
        "It is X.509 in DER: what stands between the lines of server.crt, out of its base64.",
      );
    }
    const { publicKey } = certificate;
    const bits = publicKey.asymmetricKeyDetails?.modulusLength;
    if (publicKey.asymmetricKeyType !== "rsa" || bits !== 3072) {
      fail(`${this.peer.voice}: ${what}: the certificate's key should be RSA of 3,072 bits.`);
    }
    const wrong = whyNotSigned(publicKey, this.hello, parts);
    if (wrong !== undefined) {
      fail(`${this.peer.voice}: ${what}: the signature in the ServerHello is not right.`, wrong);
    }
  }
}

/** Does all of the handshake, or that of TLS, and returns what comes after it. */
export async function call(
  stage: Stage,
  server: RunningServer,
  voice = "client",
  { tls = false, ...options }: CallOptions = {},
): Promise<Line> {
  if (tls) {
    const { peer } = await Caller.connect(stage, server, voice, { ...options, wrap: insideTls });
    return new Line(peer, new PlainSealing(), stage.story);
  }
  const caller = await Caller.connect(stage, server, voice, options);
  caller.sendHello();
  const keys = caller.keys(await caller.greeting({ what: "the answer to ClientHello" }));
  const line = caller.line(keys);
  line.send("FINISHED", keys.th);
  await expectFinished(line, keys);
  return line;
}

/** Waits for FINISHED, and compares what is inside. */
export async function expectFinished(
  line: Line,
  { th }: Keys,
  cause?: RecordExpectation["cause"],
): Promise<void> {
  const { body } = await line.expect("FINISHED", { what: "the other side's first record", cause });
  if (body.equals(th)) return;
  fail(
    `${line.voice}: FINISHED should hold th, the hash of both hellos; it holds something else.`,
    "th covers lp(ClientHello) and lp(ServerHello), the latter with its signature: th1 leaves that out.",
  );
}

const insideTls: Wrap = (socket) =>
  new Promise<TLSSocket>((resolve, reject) => {
    const failed = (error: Error) =>
      reject(new CheckFailed(`The server should speak TLS 1.3; it does not: ${error.message}.`));
    const inner = connectTls({ socket, rejectUnauthorized: false, minVersion: "TLSv1.3" }, () => {
      inner.off("error", failed);
      resolve(inner);
    });
    inner.once("error", failed);
  });

function certificateIn(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

const LP =
  "It is e_s, random_s, lp(certificate), lp(signature): each lp is four bytes of length, the highest first, and then the bytes.";
