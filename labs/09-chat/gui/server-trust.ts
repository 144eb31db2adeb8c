/**
 * Is it the right server? The client's verifier decides. At the first contact it asks the person at the
 * page, who compares the fingerprint with the one that the operator has given them.
 */
import type { ServerVerifier } from "../connection/server-verifier.ts";
import type { Standing } from "./page-messages.ts";

/** Makes a verifier that asks a person about a server that the client does not know. */
export type VerifierMaker = (confirm: (fingerprint: string) => Promise<boolean>) => ServerVerifier;

export class ServerTrust {
  readonly #verifier: ServerVerifier;
  readonly #tell: (fingerprint: string, standing: Standing) => void;
  #question: { fingerprint: string; answer: (isTrusted: boolean) => void } | undefined;

  /** @param tell called with each fingerprint that a server shows, and what is known of it */
  constructor(
    makeVerifier: VerifierMaker,
    tell: (fingerprint: string, standing: Standing) => void,
  ) {
    this.#verifier = makeVerifier((fingerprint) => this.#ask(fingerprint));
    this.#tell = tell;
  }

  /**
   * Resolves when the server is the right one; after as long a time as a person takes, if one is asked.
   *
   * @throws ProgramError when it is not
   */
  async verify(fingerprint: string): Promise<void> {
    try {
      await this.#verifier(fingerprint);
    } catch (error) {
      const isChanged = error instanceof Error && error.message.startsWith("HOST KEY CHANGED");
      if (isChanged) this.#tell(fingerprint, "changed");
      throw error;
    }
    this.#tell(fingerprint, "known");
  }

  /** A person's answer; it is ignored when nobody has asked, or when it is about another fingerprint. */
  answer(fingerprint: string, isTrusted: boolean): void {
    const question = this.#question;
    if (question?.fingerprint !== fingerprint) return;
    this.#question = undefined;
    question.answer(isTrusted);
  }

  #ask(fingerprint: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#question = { fingerprint, answer: resolve };
    this.#tell(fingerprint, "new");
    return promise;
  }
}
