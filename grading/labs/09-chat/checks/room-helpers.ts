/** Members of a room, and what they must be told. */
import { TextForm } from "../../../core/patterns.ts";
import type { Guest } from "../../../players/chat/guest.ts";
import type { Scene } from "../../../players/chat/scene.ts";

export const WITH_OR_WITHOUT_REASON = new TextForm("any text, or none", /^/);

/** Three members who are in, and have been told all about that. */
export async function room(scene: Scene): Promise<{ members: [Guest, Guest, Guest] }> {
  const members: [Guest, Guest, Guest] = [
    await scene.joins("ada"),
    await scene.joins("bob"),
    await scene.joins("carol"),
  ];
  for (const member of members) await member.round();
  return { members };
}

export const UNNOTICED =
  "A connection ends by CLOSE, by FIN, by RST, or by silence: whoever is gone leaves the room.";
