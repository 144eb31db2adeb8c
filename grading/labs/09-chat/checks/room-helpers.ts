/** Members of a room, and what they must be told. */
import { TextForm } from "../../../core/patterns.ts";
import type { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import type { FakeMember } from "../../../players/chat/fake-member.ts";

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
