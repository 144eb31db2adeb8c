/** The first contact with a server: whether it is the right one, a person decides. */

import { invalid, type Parsed, valid } from "../../../shared/config/parsed.ts";
import type { Ask } from "../../../shared/config/program-options.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { say } from "../../../shared/process/say.ts";

/** Shows the fingerprint, and asks whether it is the one that the operator of the server has told. */
export async function confirmServer(
  ask: Ask,
  address: Address,
  fingerprint: string,
): Promise<boolean> {
  say(`${formatAddress(address)} is not known here yet. It shows the fingerprint`);
  say(`  ${fingerprint}`);
  say("Compare it with the one that the server has printed at its start.");
  const about = "is it the same? y or N";
  const setting = { about, parse: parseAnswer, fallback: "N", isFresh: true };
  const answer = await ask("trust this server", setting);
  return /^y/i.test(answer);
}

function parseAnswer(text: string): Parsed<string> {
  return /^(y|yes|n|no)$/i.test(text) ? valid(text) : invalid("it is y or n");
}
