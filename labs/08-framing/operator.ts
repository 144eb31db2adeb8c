/** What the operator can do: answer, and turn to the next in line. */
import type { Command } from "../../shared/operator-console.ts";
import { send } from "../../shared/send.ts";
import { withChecksum } from "./checksum.ts";
import { type House, partFrom } from "./visit.ts";

/** Sends what the operator has typed to the client whose turn it is; waits while that does not read. */
export async function reply(text: string, { line, checksum, print }: House): Promise<void> {
  const guest = line.first;
  if (guest === undefined) return print("nobody is here: not sent");
  await send(guest.stream, withChecksum(checksum, text));
  const bytes = Buffer.byteLength(text);
  print(`sent ${bytes} bytes`);
  guest.log.info("sent", { bytes });
}

/** `say` and `next`. */
export function talkCommands(house: House): Command[] {
  return [
    {
      name: "say",
      use: "say [text]",
      about:
        "sends the text, also if it is the name of a command; every other line is sent as it is",
      run: (text) => reply(text, house),
    },
    {
      name: "next",
      about: "ends the talk with this client and turns to the next in line",
      run: async () => {
        const guest = house.line.first;
        if (guest === undefined) return house.print("nobody is here");
        await partFrom(guest.stream);
      },
    },
  ];
}
