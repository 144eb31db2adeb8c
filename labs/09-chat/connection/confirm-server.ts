/** Whether the server is the right one: a person compares its fingerprint with the one that its operator has given. */
import type { Ask } from "../../../shared/config/program-options.ts";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { printStatus } from "../../../shared/process/print-status.ts";

/** Shows the fingerprint, and asks whether it is the one that the operator of the server has given. */
export async function confirmServer(
  ask: Ask,
  address: Address,
  fingerprint: string,
): Promise<boolean> {
  printStatus(`${formatAddress(address)} is not known here yet. It shows the fingerprint`);
  printStatus(`  ${fingerprint}`);
  printStatus("Compare it with the one that the server has printed at its start.");
  const about = "is it the same? y or N";
  const setting = { about, parse: parseAnswer, fallback: "N", isFresh: true };
  const answer = await ask("trust this server", setting);
  return /^y/i.test(answer);
}

function parseAnswer(text: string): Result<string> {
  return /^(y|yes|n|no)$/i.test(text) ? valid(text) : invalid("it is y or n");
}
