/** Members of a room, and what they must be told. */
import { TextForm } from "../../../core/patterns.ts";
import type { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import { type FakeMember, newId } from "../../../players/chat/fake-member.ts";

export const WITH_OR_WITHOUT_REASON = new TextForm("any text, or none", /^/);

/** Three members who are in, and have been told all about that. */
export async function room(
  chat: ChatFixture,
): Promise<{ members: [FakeMember, FakeMember, FakeMember] }> {
  const members: [FakeMember, FakeMember, FakeMember] = [
    await chat.joins("ada"),
    await chat.joins("bob"),
    await chat.joins("carol"),
  ];
  for (const member of members) await member.round();
  return { members };
}

export const UNNOTICED =
  "A connection ends by CLOSE, by FIN, by RST, or by silence: whoever is gone leaves the room.";

/**
 * Says so many things in one piece. Returns how long it took until all were accepted, or until that had taken
 * too long, in milliseconds.
 */
export async function saysAtOnce(
  member: FakeMember,
  count: number,
  mostMs = Number.POSITIVE_INFINITY,
): Promise<number> {
  const ids = Array.from({ length: count }, () => newId());
  const requests = ids.map((id) =>
    member.connection.sealed("CLIENT_TO_SERVER", { type: "say", id, text: id }),
  );
  const start = performance.now();
  member.connection.sendFrame(Buffer.concat(requests), `${count} messages in one piece`);
  for (const [at, id] of ids.entries()) {
    await member.untilEvent(
      { type: "accepted", id },
      {
        what: `the answer to message ${at + 1} of ${count}`,
        cause: "Nothing is lost: what is not read yet waits in the connection.",
      },
    );
    if (performance.now() - start >= mostMs) break;
  }
  return performance.now() - start;
}

/** A time as the sentences of a verdict tell it. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
