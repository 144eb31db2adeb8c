/** Exercise 04.5: in a terminal a person is asked, and a secret is not shown. */

import { TYPED_IN_SIGHT } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { CLEAR_LINE, CTRL_C, CTRL_D, type Terminal } from "../../../core/terminal.ts";
import { expectUsualAddress, listening } from "./helpers.ts";
import { NEXT, PORTS, USUAL } from "./titles.ts";

const ASKS = "in a terminal the client asks for host and port";

export const questionChecks = [
  check("04.5", ASKS, { points: 2, rule: "A question names the setting" }, async (context) => {
    const { listener, port } = await listening(context);
    const terminal = context.startInTerminal("client");
    const cause =
      "inquirer's `message` is the question, and its `default` is shown and taken on Enter.";
    await terminal.expectShown(
      /host.*127\.0\.0\.1/i,
      "a question for the host with its default",
      cause,
    );
    await terminal.type("\r");
    await terminal.expectShown(/port.*9090/i, "a question for the port with its default", cause);
    await terminal.type(`${port}\r`);
    await listener.accept(terminal.program);
  }),

  check(
    "04.5",
    "Enter takes the default",
    { needs: [USUAL, NEXT], rule: "A question names the setting" },
    async (context) => {
      const terminal = context.startInTerminal("server");
      for (const [name, question] of [
        ["host", /host.*127\.0\.0\.1/i],
        ["port", /port.*9090/i],
        ["access word", /access word/i],
      ] as const) {
        await terminal.expectShown(question, `a question for the ${name}`);
        await terminal.type("\r");
      }
      const said = await terminal.expectShown(/listening on (\S+):(\d+)/, '"listening on …"');
      expectUsualAddress({ host: said[1] ?? "", port: Number(said[2]) });
    },
  ),

  check(
    "04.5",
    "a wrong answer is asked again",
    { points: 2, rule: "A wrong answer is asked again" },
    async (context) => {
      const { listener, host, port } = await listening(context);
      const terminal = context.startInTerminal("client", "--host", host);
      await terminal.expectShown(/port/i, "a question for the port");
      await terminal.type("70000\r");
      await terminal.expectShown(
        /65535/,
        "the reason why 70000 is no port, with the highest port in it",
        JUDGE,
      );
      await terminal.type(`${CLEAR_LINE}${port}\r`);
      await listener.accept(terminal.program, "scripted server", JUDGE);
    },
  ),

  check(
    "04.5",
    "a typed access word is not shown",
    { points: 2, needs: [PORTS], rule: "What is typed as an access word" },
    async (context) => {
      const { listener, host, port } = await listening(context);
      const terminal = context.startInTerminal("client", "--host", host, "--port", port);
      const server = await listener.accept(terminal.program);
      server.send("access word?\n");
      await terminal.expectShown(/access word/i, "a question for the access word");
      await terminal.type("sesame\r");
      await server.expectBytes("sesame\n", "the access word that was typed");
      server.send("welcome\n");
      await terminal.expectShown(/welcome/, "the greeting");
      expectHidden(terminal, "sesame");
    },
  ),

  check(
    "04.5",
    "the server's word is not shown",
    { rule: "What is typed as an access word" },
    async (context) => {
      const terminal = context.startInTerminal("server", "--host", "127.0.0.1", "--port", "0");
      await terminal.expectShown(/access word/i, "a question for the access word");
      await terminal.type("sesame\r");
      await terminal.expectShown(/listening on/, '"listening on …"');
      expectHidden(terminal, "sesame");
    },
  ),

  ...(
    [
      [CTRL_C, "Ctrl-C"],
      [CTRL_D, "Ctrl-D"],
    ] as const
  ).map(([keys, name]) =>
    check(
      "04.5",
      `${name} at a question ends the program`,
      { rule: "Ctrl-C at a question" },
      async (context) => {
        const terminal = context.startInTerminal("client");
        await terminal.expectShown(/host|[:?]/i, "a question");
        await expectLeaving(terminal, keys, name);
      },
    ),
  ),
];

/** Ctrl-C and Ctrl-D at a question: status 130 or 1, and no stack trace. */
async function expectLeaving(terminal: Terminal, keys: string, name: string): Promise<void> {
  await terminal.type(keys);
  // A signal that comes between Python's question and its read is noticed only with the next key.
  const { changes } = terminal.program;
  const isNoticed = await changes.until(() => terminal.program.exit, deadlineMs() / 3);
  if (isNoticed === undefined) await terminal.type(keys);
  const { status } = await terminal.program.expectExit(`after ${name}`, { cause: END_OF_INPUT });
  if (/^[ \t]+at .+:\d|Traceback \(most recent call last\)/m.test(terminal.screen)) {
    fail(
      "The client should end quietly; it showed a stack trace.",
      `What the question throws at ${name} (\`ExitPromptError\`, \`KeyboardInterrupt\`, \`EOFError\`): catch it. Who presses ${name} knows why.`,
    );
  }
  if (status !== 130 && status !== 1) {
    fail(
      `The client should end with status 130 or 1 after ${name}; it ended with ${status}.`,
      END_OF_INPUT,
    );
  }
}

function expectHidden(terminal: Terminal, secret: string): void {
  if (!terminal.screen.includes(secret)) return;
  fail("What is typed as the access word should not be shown; it was.", TYPED_IN_SIGHT);
}

const JUDGE =
  "A wrong answer should be asked again, not end the program: give inquirer a `validate` that returns the reason.";

const END_OF_INPUT =
  "Ctrl-D ends the input: no answer will ever come. Whoever asks again without end, or waits on, never leaves. End the program.";
