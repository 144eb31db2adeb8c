/** The other side broke the rules of the protocol: its connection is closed, the others go on. */
export class ProtocolError extends Error {
  override name = "ProtocolError";
}
