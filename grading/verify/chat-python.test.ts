/**
 * Two languages in one chat: the pair in Python, written from the page of lab 09 alone, talks with the worked
 * one, both ways round and over both channels.
 */
import { expect, onTestFinished, test } from "vitest";
import { allLabs, findLab } from "../../course/labs.ts";
import type { CheckContext, RunningServer } from "../core/check-context.ts";
import { openContext } from "../core/open-context.ts";
import { setSlowestPace } from "../core/pace.ts";
import type { Program } from "../core/program.ts";
import { workedSolution } from "../core/subject.ts";
import { referenceSolutionsOf } from "./reference-solutions.ts";

const lab = findLab("09", allLabs());
if (lab === undefined) throw new Error("there is no lab 09");
const inPython = referenceSolutionsOf(lab).find(({ name }) => name === "python");
const { server, client } = inPython?.subject ?? {};
if (server === undefined || client === undefined)
  throw new Error("there is no pair in Python for lab 09");

const PAIRS = [
  { who: "clients in Python at our server", programs: { client } },
  { who: "our clients at a server in Python", programs: { server } },
];
const CASES = PAIRS.flatMap(({ who, programs }) => [
  { who: `${who}, FC1`, programs, flags: [] },
  { who: `${who}, TLS`, programs, flags: ["--tls"] },
]);

test.skipIf(inPython?.lacks !== undefined).each(CASES)(
  "lab 09: $who, understand each other (needs python3 with cryptography)",
  async ({ programs, flags }) => {
    setSlowestPace();
    const subject = { ...workedSolution(lab.folder), ...programs };
    const { context, close } = await openContext(subject, lab.folder);
    onTestFinished(close);
    const server = await context.ownServer("--scrypt-ln", "10", ...flags);

    const ada = await newcomer(context, server, "ada", flags);
    const bob = await newcomer(context, server, "bob", flags);
    await ada.expectLine(/^\* bob has joined$/, "that bob has come");
    ada.type("hello, bob 🐙\n");
    for (const each of [ada, bob]) await each.expectLine(/^ada: hello, bob 🐙$/, "the message");
    bob.type("/msg ada привет\n");
    for (const each of [ada, bob]) await each.expectLine(/^bob -> ada: привет$/, "the private one");
    bob.endInput();
    await bob.expectStatus(0, "at the end of its input");
    await ada.expectLine(/^\* bob has left$/, "that bob has gone");

    const cyd = await newcomer(context, server, "cyd", flags);
    await cyd.expectLine(/^ada: hello, bob 🐙$/, "the history");
    for (const each of [ada, cyd]) {
      each.endInput();
      await each.expectStatus(0, "at the end of its input");
    }
    expect(cyd.lines().filter((line) => line.includes("привет"))).toEqual([]);
  },
);

/** A user who registers, and is in the room. */
async function newcomer(
  context: CheckContext,
  { address }: RunningServer,
  name: string,
  flags: readonly string[],
): Promise<Program> {
  const where = ["--host", address.host, "--port", String(address.port)];
  const who = ["--action", "register", "--name", name];
  const secret = { LAB_PASSWORD: `the secret of ${name}` };
  const client = context.startWith(secret, "client", ...where, ...who, ...flags);
  await client.expectLine(/^logged in as /, "that it is in", { stream: "stderr" });
  return client;
}
