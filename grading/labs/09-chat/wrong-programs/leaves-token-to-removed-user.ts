/**
 * A program that sends somebody away who has his token still.
 *
 * @file operator/commands.ts
 * @caughtBy the operator sees who is here, says something, and sends somebody away
 * @says His sessions end with it
 */

function roomCommands({ room, accounts, print }: CommandOptions): Command[] {
  return [
    {
      name: "who",
      about: "shows who is in the room, and with how many connections",
      run: () => {
        for (const line of whoLines(room)) print(line);
      },
    },
    {
      name: "kick",
      use: "kick NAME",
      about: "removes a user from the room; they can log in again",
      run: (argument) => {
        const name = needed(argument, "kick NAME");
        const shown = name;
        const closing = { reason: "the operator has disconnected you", again: false };
        const connections = room.sendAway("kicked", closing, room.connectionsOf(shown));
        print(
          connections === 0
            ? `${name} is not here`
            : `disconnected ${name}: ${counted(connections, "connection")}`,
        );
      },
    },
    {
      name: "say",
      use: "say TEXT",
      about: "tells everybody in the room",
      run: (argument) => {
        const text = parseText(needed(argument, "say TEXT"));
        if (!text.ok) throw new Error(text.reason);
        room.notify(text.value);
      },
    },
    {
      name: "stop",
      about: "refuses new log-ins; members stay",
      run: () => {
        print(
          room.stop()
            ? "stopped: new log-ins are refused until you type start"
            : "already stopped: type start to accept log-ins again",
        );
      },
    },
    {
      name: "start",
      about: "accepts log-ins again after stop",
      run: () => {
        print(room.start() ? "started" : "already started: log-ins are accepted");
      },
    },
  ];
}
