/**
 * How a subject does the handshake, where that differs from the wire. A mistake in it costs the checks that are
 * about it, and no others: those go on in the subject's own way, when it can be found out.
 */
import { FERNET } from "./fernet.ts";
import type { SubjectForms } from "./sealing.ts";
import { SIGNING, type Signing } from "./signature.ts";
import { TRANSCRIPT, type Transcript, WRONG_TRANSCRIPTS } from "./transcript.ts";

/** What is hashed of both hellos. */
export interface Hashing {
  transcript: Transcript;
  /** Whether it is th1, which ends before the signature, in place of th. */
  leavesOutSignature: boolean;
}

/** What the key of each direction is for, in the words that HKDF gets. */
export interface Infos {
  toServer: string;
  toClient: string;
}

export interface Dialect {
  signing: Signing;
  /** What the keys are made of. */
  keyed: Hashing;
  /** What is inside FINISHED. */
  finished: Hashing;
  infos: Infos;
  forms: SubjectForms;
}

/** All that may be hashed, that of the wire first. */
export const HASHINGS: readonly [Hashing, ...Hashing[]] = [
  { transcript: TRANSCRIPT, leavesOutSignature: false },
  { transcript: TRANSCRIPT, leavesOutSignature: true },
  ...WRONG_TRANSCRIPTS.map((transcript) => ({ transcript, leavesOutSignature: false })),
];

const [C2S, S2C] = ["FC1 c2s", "FC1 s2c"] as const;

/** What the keys may be for, as the wire has it first. */
export const INFOS: readonly [Infos, ...Infos[]] = [
  { toServer: C2S, toClient: S2C },
  { toServer: C2S, toClient: C2S },
  { toServer: S2C, toClient: S2C },
  { toServer: S2C, toClient: C2S },
];

/** In which way the client of a grading is met, where that of the wire has led to nothing. */
export const clientDialects = new WeakMap<object, Dialect>();

/** As the wire has it. */
export const RIGHT: Dialect = {
  signing: SIGNING,
  keyed: HASHINGS[0],
  finished: HASHINGS[0],
  infos: INFOS[0],
  forms: { seals: FERNET, opens: FERNET },
};

/** The same, but tokens are in base64url with its padding. */
export function inBase64({ forms, ...dialect }: Dialect = RIGHT): Dialect {
  const { encoding } = FERNET;
  return {
    ...dialect,
    forms: { seals: { ...forms.seals, encoding }, opens: { ...forms.opens, encoding } },
  };
}
