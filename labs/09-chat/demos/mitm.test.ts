import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** What both sides said after each attempt, by its number. */
function outcomesIn(text: string): string[] {
  return [...text.matchAll(/^ {3}client {3}(.*)\n {3}server {3}(.*)$/gm)].map(
    ([, client, server]) => `${client} | ${server}`,
  );
}

test("the man in the middle is caught in every attempt, and the program ends by itself", async () => {
  const { stdout, stderr } = await run(process.execPath, [
    fileURLToPath(new URL("./mitm.ts", import.meta.url)),
    "--solution",
  ]);
  expect(stderr).toBe("");
  const took1 = "took pay Ada 10 coins; then: ";
  const took2 = "took pay Ada 10 coins, pay Bob 20 coins; then: ";
  const all = "took pay Ada 10 coins, pay Bob 20 coins, pay Eve 30 coins; then: ";
  const closed = "the server has closed: ";
  const left = "the other side left during the handshake";
  const notOfThis = "the server's signature is not of this handshake";
  const forged = "authentication failed";
  const twice = "record out of order: got 2, want 3";
  const missing = "record out of order: got 3, want 2";
  const cut = "the stream was cut: it ended without CLOSE";
  expect(outcomesIn(stdout)).toEqual([
    `3 of 3 orders acknowledged, a clean end | ${all}a clean end`,
    expect.stringMatching(/^HOST KEY CHANGED: .* \| \(was not asked\)$/),
    `${notOfThis} | ${left}`,
    `${notOfThis} | ${left}`,
    `${left} | a public key of no use`,
    `${closed}${forged} | ${took1}${forged}`,
    `${closed}${twice} | ${took2}${twice}`,
    `${closed}${missing} | ${took1}${missing}`,
    `${closed}${missing} | ${took1}${missing}`,
    `${forged} | ${took1}${missing}`,
    `${cut} | ${took1}${cut}`,
  ]);
  // He sees letters of base64url, and none of the orders.
  expect(stdout.match(/^ {3}\d+ bytes: gAAAAA[\w-]{58}…$/gm)).toHaveLength(3);
});
