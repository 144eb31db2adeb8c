/** The other side broke the rules of the protocol: its connection is closed, the others go on. */
export class ProtocolError extends Error {
  override name = "ProtocolError";
  /** True: it is the other side's own doing, which it would repeat on its next connection. */
  readonly repeats: boolean;

  constructor(message: string, { repeats = false, ...options }: ProtocolErrorOptions = {}) {
    super(message, options);
    this.repeats = repeats;
  }
}

interface ProtocolErrorOptions extends ErrorOptions {
  repeats?: boolean;
}
