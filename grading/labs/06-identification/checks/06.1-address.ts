/** Exercise 06.1: one form for each address, and the question for whoever is not known. */

import { listenOnIPv6 } from "../../../core/addresses.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { TextForm } from "../../../core/patterns.ts";
import type { Cause, Peer } from "../../../core/peer.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { quote } from "../../../report/shown.ts";
import { causeOfOtherWords, NO_ANSWER } from "./causes.ts";
import { clientFrom, expectNoRow, expectQuestion, leave, ownNetwork } from "./helpers.ts";
import { ASKED } from "./titles.ts";

export const addressChecks = [
  check("06.1", ASKED, { points: 2, rule: "who are you, ADDRESS?" }, async (context) => {
    const client = await clientFrom(context, await context.server(), `${ownNetwork(context)}.7`);
    await expectQuestion(client, "the question to a stranger");
  }),

  check(
    "06.1",
    "the question names the address, and no port",
    { needs: [ASKED], rule: "A client's address is its IP address" },
    async (context) => {
      const address = `${ownNetwork(context)}.7`;
      const client = await clientFrom(context, await context.server(), address);
      const words = `who are you, ${address}?\n`;
      await client.expectBytes(words, "the question to a stranger", badQuestion);
    },
  ),

  check(
    "06.1",
    "an IPv4 client of an IPv6 server is the same",
    { needs: [ASKED], rule: "A client's address is its IP address" },
    async (context) => {
      const server = await serverOnBoth(context);
      const address = `${ownNetwork(context)}.7`;
      const client = await clientFrom(context, server, address);
      await client.expectLine(holding(address), "the question to an IPv4 client", badQuestion);
    },
  ),

  check(
    "06.1",
    "an IPv6 client has an address too",
    { needs: [ASKED], rule: "A client's address is its IP address" },
    async (context) => {
      const server = await serverOnBoth(context);
      const { port } = server.address;
      const client = await context.connect({ ...server, address: { host: "::1", port } });
      const cause = "::1 is a whole address: there is nothing to take off it.";
      await client.expectLine(holding("::1"), "the question to an IPv6 client", cause);
    },
  ),

  check(
    "06.1",
    "a client at the question holds up nobody",
    { needs: [ASKED], rule: "Nobody holds up anybody" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const silent = await clientFrom(context, server, `${network}.7`, "silent client");
      await expectQuestion(silent, "the question");
      const client = await clientFrom(context, server, `${network}.8`, "client B");
      const cause =
        "While one client thinks about its name, the others wait: each client must be served on its own, and not wait for the one before.";
      await expectQuestion(client, "the question to the next client", cause);
      silent.expectNothing("the silent client should get nothing more");
    },
  ),

  check(
    "06.1",
    "leaving at the question stores nothing",
    { needs: [ASKED], rule: "The answer exit ends the connection" },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const ways: [string, (client: Peer) => void | Promise<void>][] = [
        ["leaves (FIN)", async (client) => await leave(client)],
        ["is reset", (client) => client.reset()],
        ["says exit", async (client) => await leave(client, "exit\n")],
      ];
      for (const [way, depart] of ways) {
        const client = await clientFrom(context, server, address);
        const what = `the question, before the client ${way}`;
        await expectQuestion(client, what, NO_ANSWER);
        await depart(client);
      }
      const client = await clientFrom(context, server, address, "the next client");
      await expectQuestion(client, "the question again", NO_ANSWER);
      expectNoRow(context, server, address, NO_ANSWER);
    },
  ),

  check(
    "06.1",
    "the client shows what the server says",
    { points: 2, needs: [ASKED], rule: "It prints what the server says" },
    async (context) => {
      const listener = await context.listen();
      const client = context.client(listener.address);
      const server = await listener.accept(client);
      await server.sendInPieces("who are you, 127.0.0.1?\n", [5, 1, 8]);
      await client.expectOutput("who are you, 127.0.0.1?\n", "the question");
      client.type("Ada\n");
      await server.expectBytes("Ada\n", "the name that was typed");
      server.send("nice to meet you, Ada\n");
      await client.expectOutput(
        "who are you, 127.0.0.1?\nnice to meet you, Ada\n",
        "the question and the greeting",
      );
      server.endSending();
      const cause =
        "The server has left: the client has nobody to talk to, though its input is open.";
      await client.expectStatus(0, "after the server had ended its side", cause);
    },
  ),

  check(
    "06.1",
    "the client comes from the address that it is told",
    { needs: [ASKED], rule: "The client takes --host" },
    async (context) => {
      const address = `${ownNetwork(context)}.7`;
      const listener = await context.listen();
      const client = context.client(listener.address, "--from", address);
      const server = await listener.accept(client);
      if (server.otherHost !== address) {
        fail(
          `The client should come from ${address}; it came from ${server.otherHost}.`,
          "`connect` takes the client's own address as `localAddress`.",
        );
      }
    },
  ),

  check(
    "06.1",
    "an address that is not this machine's is told",
    { needs: [ASKED], rule: "The client takes --host" },
    async (context) => {
      const listener = await context.listen();
      // An address for documentation (RFC 5737): no machine has it.
      const client = context.client(listener.address, "--from", "203.0.113.4");
      const cause =
        "Whoever asks for one address, and gets another, is not told the truth. Say that it fails.";
      await expectOneErrorLine(
        client,
        "because it cannot come from 203.0.113.4",
        "203.0.113.4",
        cause,
      );
    },
  ),
];

/** A server that IPv6 and IPv4 clients reach, at the address for the latter. */
async function serverOnBoth(context: CheckContext): Promise<RunningServer> {
  (await listenOnIPv6(context)).close();
  const { program, address } = await context.ownServer("--host", "::");
  return { program, address: { host: "127.0.0.1", port: address.port } };
}

/** A question with just this address in it: the other words are asked for by a check of their own. */
function holding(address: string): TextForm {
  const pattern = new RegExp(`(?<![\\w.:])${RegExp.escape(address)}(?![\\w.:])`);
  return new TextForm(quote(`who are you, ${address}?`), pattern);
}

const badQuestion: Cause = ({ received }) => {
  const text = received.toString();
  if (text.includes("::ffff:")) {
    return "The system shows an IPv4 client of an IPv6 server as ::ffff:127.0.0.1. It is the same machine: one form for each address.";
  }
  if (/\d\.\d+:\d/.test(text)) {
    return "The port is another one for every connection: a client is known by its address alone.";
  }
  return received.includes("who are you, ") ? undefined : causeOfOtherWords(received);
};
