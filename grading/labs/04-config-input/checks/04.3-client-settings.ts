/** Exercise 04.3: where the client takes its settings from, and what it does with its access word. */

import { CR_KEPT, nameChange, RECURSION } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import type { Listener } from "../../../core/listener.ts";
import { deadlineMs } from "../../../core/pace.ts";
import type { Seen } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { MARK } from "./causes.ts";
import { BYTE_ORDER_MARK, expectRefusal, listening, MANY_LINES } from "./helpers.ts";
import { PORTS } from "./titles.ts";

const ENVIRONMENT = "without a flag the environment counts";
const ANSWERS = "the client says the access word when it is asked";

export const clientSettingChecks = [
  check(
    "04.3",
    ENVIRONMENT,
    { points: 2, rule: "Both programs have three settings" },
    async (context) => {
      const { listener, host, port } = await listening(context);
      const client = context.startWith({ LAB_HOST: host, LAB_PORT: port }, "client");
      await listener.accept(client, "scripted server", NO_FLAG);
    },
  ),

  check(
    "04.3",
    "a flag wins over the environment",
    { needs: [ENVIRONMENT], rule: "Both programs have three settings" },
    async (context) => {
      const flag = await listening(context);
      const variable = await listening(context);
      const client = context.startWith({ LAB_PORT: variable.port }, "client", "--port", flag.port);
      await expectAt(flag.listener, client, variable.listener, "the variable LAB_PORT");
    },
  ),

  check(
    "04.3",
    "an empty variable counts as not set",
    { needs: [ENVIRONMENT], rule: "Both programs have three settings" },
    async (context) => {
      const { listener, port } = await listening(context);
      const client = context.startWith({ LAB_HOST: "", LAB_PORT: port }, "client");
      const cause = "LAB_HOST is set to nothing, so it says nothing: the default counts.";
      await listener.accept(client, "scripted server", cause);
    },
  ),

  check(
    "04.3",
    "a wrong variable is told",
    { needs: [ENVIRONMENT], rule: "A wrong value ends the program" },
    async (context) => {
      const client = context.startWith({ LAB_PORT: " 80" }, "client");
      const cause =
        "It counts as it stands, with its blank. To pass over it, or to trim it, would hide the mistake.";
      await expectRefusal(client, "port", " 80", cause, "LAB_PORT=' 80'");
    },
  ),

  check(
    "04.3",
    "without a terminal nothing is asked",
    { needs: [PORTS], rule: "A program asks only if" },
    async (context) => {
      const { listener, port } = await listening(context);
      const client = context.startClient("--port", port);
      const cause = {
        general:
          "Its input is a pipe: what comes from there is for the server, and no answer to a question. Ask only when standard input is a terminal.",
        node: "Its input is a pipe: what comes from there is for the server, and no answer to a question. Ask only where `process.stdin.isTTY` is true.",
      };
      const server = await listener.accept(client, "scripted server", cause);
      server.send("welcome\n");
      client.type("hello\n");
      await server.expectBytes("hello\n", "the first line of the client's input", cause);
    },
  ),

  check(
    "04.3",
    "what the environment says is not asked",
    { rule: "A program asks only if" },
    async (context) => {
      const { listener, host, port } = await listening(context);
      const terminal = context.startInTerminalWith({ LAB_HOST: host, LAB_PORT: port }, "client");
      await listener.accept(terminal.program, "scripted server", NOT_ASKED);
    },
  ),

  check(
    "04.3",
    ANSWERS,
    { needs: [PORTS], rule: "the client answers with its access word" },
    async (context) => {
      const { client, server } = await askedClient(context, "open sesame");
      await server.expectBytes("open sesame\n", "the access word", NOT_ANSWERED);
      server.send("welcome\n");
      server.endSending();
      await client.expectExit("after the server had closed its side"); // now it has printed all it will
      if (client.everythingPrinted.includes("sesame"))
        fail("The client should never print the access word; it did.", PRINTED_SECRET);
    },
  ),

  check(
    "04.3",
    "the client prints all that comes from the greeting on",
    { needs: [PORTS], rule: "From welcome on" },
    async (context) => {
      const { client, server } = await welcomedClient(context, "welcome\nhello\n");
      const cause =
        "One read is not one message: what came together with the greeting was lost, or changed.";
      await client.expectOutput("welcome\nhello\n", "the greeting and the line behind it", cause);
      const lines = "x\n".repeat(MANY_LINES);
      server.send(lines);
      const what = "the greeting, the line behind it, and 20,000 lines";
      await client.expectOutput(`welcome\nhello\n${lines}`, what, RECURSION);
    },
  ),

  check(
    "04.3",
    "a CR from the server does not count for the client",
    { needs: [ANSWERS], rule: "A line ends with LF" },
    async (context) => {
      const { server } = await askedClient(context, "sesame", "access word?\r\n");
      await server.expectBytes("sesame\n", 'the answer to "access word?" with CR LF', CR_KEPT);
    },
  ),

  check(
    "04.3",
    "a byte order mark before the client's input is not sent",
    { needs: [PORTS], rule: "From welcome on" },
    async (context) => {
      const { client, server } = await welcomedClient(context, "welcome\n");
      client.type(`${BYTE_ORDER_MARK}hello\n`);
      await server.expectBytes("hello\n", "the first line of the client's input", markKept);
    },
  ),

  check(
    "04.3",
    "a refused access word ends the client",
    { needs: [ANSWERS], rule: "the client answers with its access word" },
    async (context) => {
      const { client, server } = await askedClient(context, "wrong");
      await server.expectBytes("wrong\n", "the access word");
      server.send("wrong access word\naccess word?\n");
      await expectLastWords(client, "access word", NO_OTHER_WORD);
    },
  ),

  check(
    "04.3",
    "a missing access word ends the client",
    { needs: [PORTS], rule: "the client answers with its access word" },
    async (context) => {
      const { listener, host, port } = await listening(context);
      const client = context.startClient("--host", host, "--port", port);
      const server = await listener.accept(client);
      server.send("access word?\n");
      await expectLastWords(
        client,
        "access word",
        "Nobody is there to be asked: say what is missing.",
      );
    },
  ),

  check(
    "04.3",
    "a secret stands in no error",
    { needs: [ENVIRONMENT], rule: "An access word fits into one line" },
    async (context) => {
      const client = context.startWith({ LAB_ACCESS_WORD: "open\nsesame" }, "client");
      const cause =
        "Errors are shown, logged and sent on. Say what is wrong with a secret, not what it is.";
      await expectOneErrorLine(client, "because an access word is one line", "access word", cause);
      if (client.lines("stderr").join().includes("sesame")) {
        fail("The error should not show the access word; it does.", cause);
      }
    },
  ),
];

/**
 * A client that knows this word from its environment, and has been asked for it. One that says it has no
 * word is told by the flag: whether the variable counts, another check judges.
 */
async function askedClient(context: CheckContext, word: string, question = "access word?\n") {
  const { listener, host, port } = await listening(context);
  const flags = ["--host", host, "--port", port];
  const ask = async (client: Program) => {
    const server = await listener.accept(client);
    await server.sendInPieces(question, [3, 5]);
    return { client, server, answer: await server.untilBytes(1) };
  };
  const first = await ask(context.startWith({ LAB_ACCESS_WORD: word }, "client", ...flags));
  if (first.answer.length > 0) return first;
  await first.client.changes.until(() => first.client.exit, deadlineMs());
  if (!isWordMissing(first.client)) return first;
  return await ask(context.startClient(...flags, "--access-word", word));
}

/** Whether the client has ended because it had no access word to say. */
function isWordMissing(client: Program): boolean {
  return (
    client.exit?.status === 1 && client.lines("stderr").at(-1)?.includes("access word") === true
  );
}

/** A client that needs no access word, and the scripted server that has greeted it. */
async function welcomedClient(context: CheckContext, greeting: string) {
  const { listener, host, port } = await listening(context);
  const client = context.startClient("--host", host, "--port", port);
  const server = await listener.accept(client);
  server.send(greeting);
  return { client, server };
}

/** The client must have come to the first, not to the other. */
async function expectAt(first: Listener, client: Program, other: Listener, who: string) {
  const wrong = other.accept(client).then(() => {
    fail(
      `The client should go where the flag says; it went where ${who} says.`,
      "Both say something: then the flag counts before the variable.",
    );
  });
  wrong.catch(() => {}); // it never came there, as it should be
  await Promise.race([first.accept(client), wrong]);
}

/** After a conversation has begun: status 1, and the last line says why. */
async function expectLastWords(
  client: Program,
  mentioned: string,
  cause: LikelyCause,
): Promise<void> {
  await client.expectStatus(1, `because of the ${mentioned}`, cause);
  const last = client.lines("stderr").at(-1) ?? "";
  if (last.includes(mentioned)) return;
  fail(`The last line on standard error should say ${mentioned}; it is: ${last}`, cause);
}

/** The first line of the input came with its mark, or not at all. */
function markKept(seen: Seen): string | undefined {
  return seen.received.includes(BYTE_ORDER_MARK) ? MARK : nameChange(seen);
}

const NO_FLAG =
  "It was given LAB_HOST and LAB_PORT in its environment and no flag: they count before the defaults.";

const NOT_ANSWERED =
  "The server asks with the line `access word?`: the client answers at once with its access word and LF.";

const PRINTED_SECRET =
  "What is printed stays on screens and in logs. Send the word, and print nothing of it.";

const NO_OTHER_WORD =
  "The same word again would be just as wrong, and nobody is there to be asked for another: say so, and end.";

const NOT_ASKED =
  "LAB_HOST and LAB_PORT are set in its environment. Only what neither a flag nor a variable says is asked for.";
