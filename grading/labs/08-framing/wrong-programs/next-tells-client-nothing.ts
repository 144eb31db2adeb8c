/**
 * A program that turns away at next and tells the client nothing.
 *
 * @file operator.ts
 * @caughtBy the operator can part from a client, and stop
 * @says ends the server's side
 */

export function talkCommands(context: ServerContext): Command[] {
  return [
    {
      name: "say",
      use: "say [text]",
      about:
        "sends the text, also if it is the name of a command; every other line is sent as it is",
      run: (text) => reply(text, context),
    },
    {
      name: "next",
      about: "ends the talk with this client and turns to the next in line",
      run: async () => {
        const client = context.line.first;
        if (client === undefined) return context.print("nobody is here");
      },
    },
  ];
}
