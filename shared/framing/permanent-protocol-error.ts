import { ProtocolError } from "../process/errors.ts";

/** The peer has broken the protocol in a way that it would repeat on its next connection. */
export class PermanentProtocolError extends ProtocolError {}
