/** A scripted client of the chat, up to its first record: it connects, says hello, and reads the answer. */
import { randomBytes, X509Certificate } from "node:crypto";
import type { CheckContext, RunningServer } from "../../core/check-context.ts";
import type { EventLog } from "../../core/event-log.ts";
import { CheckFailed, fail } from "../../core/failure.ts";
import type { Peer } from "../../core/peer.ts";
import type { Wrap } from "../../core/wrap.ts";
import { frame } from "../frames.ts";
import type { Dialect } from "./dialect.ts";
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
import { RecordConnection, type RecordExpectation } from "./record-connection.ts";
import { FernetSealing, PlainSealing } from "./sealing.ts";
import { whyNotSigned } from "./signature.ts";

export interface HandshakeClientOptions {
  localAddress?: string;
  wrap?: Wrap;
  /** Where it is told; that of the check when absent. */
  eventLog?: EventLog;
}

/** A ServerHello that has come, and can be taken apart. */
export interface Greeting extends ServerHello {
  fingerprint: string;
  /** The whole of it. */
  hello: Buffer;
}

export class HandshakeClient {
  readonly peer: Peer;
  readonly #eventLog: EventLog;
  readonly half = newHalf();
  /** Not from the seed: what was never used before is never used twice. */
  readonly hello = clientHello(this.half.publicKey, randomBytes(32));

  private constructor(peer: Peer, eventLog: EventLog) {
    this.peer = peer;
    this.#eventLog = eventLog;
  }

  static async connect(
    context: CheckContext,
    server: RunningServer,
    voice = "client",
    { localAddress, wrap, eventLog = context.eventLog }: HandshakeClientOptions = {},
  ): Promise<HandshakeClient> {
    const peer = await context.connect(server, voice, {
      isTold: false,
      ...(localAddress === undefined ? {} : { localAddress }),
      ...(wrap === undefined ? {} : { wrap }),
    });
    const handshake = new HandshakeClient(peer, eventLog);
    handshake.tell(`connected to ${server.address.host}:${server.address.port}`);
    return handshake;
  }

  tell(text: string): void {
    this.#eventLog.tell(this.peer.voice, text);
  }

  /** Sends the hello of this connection, or other bytes in its place. */
  sendHello(hello = this.hello, told = "ClientHello"): void {
    this.tell(`sent ${told} (${hello.length} bytes)`);
    this.peer.send(frame(hello));
  }

  /** A line that can read frames, before there are keys. */
  get unsealed(): RecordConnection {
    return new RecordConnection(this.peer, new PlainSealing(), this.#eventLog);
  }

  /**
   * Waits for the ServerHello. Whether it is signed rightly is another matter: see {@link expectSigned}.
   *
   * @throws CheckFailed when none comes, or it cannot be taken apart
   */
  async greeting({ what, cause }: RecordExpectation): Promise<Greeting> {
    const hello = await this.unsealed.nextFrame(what);
    if (hello === undefined) {
      const { ending } = this.peer;
      const how = ending === "open" ? "nothing came" : "it closed the connection";
      const likely = typeof cause === "function" ? cause({ ending }) : cause;
      throw new CheckFailed(
        `${this.peer.voice}: ${what}: the server should send ServerHello; ${how}.`,
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
    return { ...parts, fingerprint, hello };
  }

  /** The keys that both sides have now, in the server's own way when it has another than the wire's. */
  keys({ ephemeral, hello }: Greeting, dialect?: Dialect): Keys {
    return keysOf(this.secret(ephemeral), this.hello, hello, dialect);
  }

  /** What the two points give. */
  secret(ephemeral: Buffer): Buffer {
    return (
      sharedSecret(this.half, ephemeral) ??
      fail(`${this.peer.voice}: e_s is a point that gives nothing but zeros.`)
    );
  }

  /** What the two say to each other from now on. */
  connection({ toServer, toClient, forms }: Keys): RecordConnection {
    return new RecordConnection(
      this.peer,
      new FernetSealing(toServer, toClient, forms),
      this.#eventLog,
    );
  }

  /** @throws CheckFailed unless the ServerHello is signed as the wire asks for */
  expectSigned(greeting: Greeting): void {
    const certificate = certificateIn(greeting.certificate);
    const said = `${this.peer.voice}: the answer to ClientHello`;
    if (certificate === undefined) {
      fail(
        `${said}: the certificate in the ServerHello is none.`,
        "It is X.509 in DER: what stands between the lines of server.crt, out of its base64.",
      );
    }
    const { publicKey } = certificate;
    const bits = publicKey.asymmetricKeyDetails?.modulusLength;
    if (publicKey.asymmetricKeyType !== "rsa" || bits !== 3072) {
      fail(`${said}: the certificate's key should be RSA of 3,072 bits.`);
    }
    const wrong = whyNotSigned(publicKey, this.hello, greeting);
    if (wrong !== undefined) {
      fail(`${said}: the signature in the ServerHello is not right.`, wrong);
    }
  }
}

/** A certificate from its bytes in DER; undefined when they are none. */
export function certificateIn(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

const LP =
  "It is e_s, random_s, lp(certificate), lp(signature): each lp is four bytes of length, the highest first, and then the bytes.";
