/** What the operator can do: answer, and turn to the next in line. */
import type { Command } from "../../shared/console/operator-console.ts";
import { withChecksum } from "./checksum.ts";
import { partFrom, type ServerContext } from "./handle-connection.ts";

/** So much may wait for a client that does not read, in bytes; more replies are not sent. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * Sends what the operator has typed to the client whose turn it is. While that client does not read, the
 * replies wait in its stream, and the operator does not: `next` and `exit` are for such clients.
 */
export function reply(text: string, { line, checksum, print }: ServerContext): void {
  const client = line.first;
  const bytes = Buffer.byteLength(text);
  if (client === undefined || !client.stream.writable) {
    print("nobody is here: not sent");
  } else if (client.waitingBytes + bytes > MAX_WAITING_BYTES) {
    print(`${client.address} does not read: not sent`);
  } else {
    client.waitingBytes += bytes;
    client.stream.write(withChecksum(checksum, text), (error) => {
      client.waitingBytes -= bytes;
      if (error != null) return; // handleConnection logs how the connection ended
      print(`sent ${bytes} bytes`);
      client.log.info("sent", { bytes });
    });
  }
}

/** `say` and `next`. */
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
        await partFrom(client.stream);
      },
    },
  ];
}
