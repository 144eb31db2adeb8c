/** How members talk to one kind of server. */
import type { TargetAddress } from "./job.ts";

/** Where a member's share goes. */
export interface Ear {
  /** Bytes in plain, in the order in which they came; theirs only during the call. */
  hear(bytes: Buffer): void;
  /** The connection is of no more use. */
  broken(error: Error): void;
}

export interface Member {
  /** Says a text to the room. */
  say(text: string): void;
  /** Resolves when the server has closed the connection. */
  leave(): Promise<void>;
}

export interface Wire {
  /** Whether a message comes back to the one who has sent it. */
  echoes: boolean;
  /** Resolves once the member is in the room. */
  join(target: TargetAddress, number: number, ear: Ear): Promise<Member>;
}
