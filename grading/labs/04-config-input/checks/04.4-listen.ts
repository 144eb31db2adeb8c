/** Exercise 04.4: where the server listens, and which ports it tries when one is taken. */

import { formatAddress } from "../../../../shared/net/address.ts";
import {
  elsewhere,
  listenerAt,
  listenOnIPv6,
  loopbackAddress,
  takePortsInARow,
} from "../../../core/addresses.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail, type LikelyCause, NotJudged } from "../../../core/failure.ts";
import { exactly } from "../../../core/patterns.ts";
import type { Program } from "../../../core/program.ts";
import { expectOneErrorLine, untilListeningOrEnd } from "../../../core/start-failure.ts";
import { expectUsualAddress, GREETING, MAX_PORTS_TRIED } from "./helpers.ts";
import { LISTENS, NEXT, USUAL } from "./titles.ts";

export const listenChecks = [
  check(
    "04.4",
    "the server takes its address from the environment",
    { rule: "Both programs have three settings" },
    async (context) => {
      const { host, port } = await elsewhere(context);
      const server = context.startWith({ LAB_HOST: host, LAB_PORT: String(port) }, "server");
      const said = await context.announced(server);
      expectAddress(said, { host, port }, said.port === 9090 ? SERVER_TOO : otherAddress(host));
    },
  ),

  check(
    "04.4",
    "an empty flag counts as given",
    { needs: [LISTENS], rule: "Both programs have three settings" },
    async (context) => {
      const server = context.startWith(
        { LAB_ACCESS_WORD: "sesame" },
        "server",
        ...["--host", "127.0.0.1", "--port", "0", "--access-word", ""],
      );
      const client = await context.connect({
        program: server,
        address: await context.announced(server),
      });
      await client.expectLine(
        GREETING,
        "the greeting of a server without an access word",
        FLAG_EMPTY,
      );
    },
  ),

  check("04.4", NEXT, { points: 2, rule: "When port P is taken" }, async (context) => {
    const [first, second, third] = await takePortsInARow(context, 3);
    if (first === undefined || second === undefined || third === undefined)
      throw new Error("3 ports");
    const { port } = first.address;
    third.close();
    context.eventLog.tell("grader", `gave back port ${port + 2}`);
    const server = serverAt(context, port);
    await expectTrying(server, port);
    await expectTrying(server, port + 1);
    const said = await context.announced(server);
    if (said.port < port + 2 || (said.port > port + 2 && (await isFree(context, port + 2)))) {
      fail(
        `Ports ${port} and ${port + 1} are taken and ${port + 2} is free: the server should listen there; it says ${said.port}.`,
      );
    }
    if (first.knocks + second.knocks > 0) {
      fail(
        "A client knocked at the taken port: the server's test.",
        "Whether a port is taken, `listen` itself tells. A test before it disturbs whoever is there, and is out of date as soon as it is made.",
      );
    }
  }),

  check(
    "04.4",
    "the server gives up after 20 ports",
    { needs: [NEXT], rule: "When port P is taken" },
    async (context) => {
      const [first] = await takePortsInARow(context, MAX_PORTS_TRIED);
      const port = first?.address.port ?? 0;
      const server = serverAt(context, port);
      await expectNoListening(
        server,
        `all ports from ${port} to ${port + MAX_PORTS_TRIED - 1} are taken`,
        "Without a bound the search wanders off to where nobody looks for the server.",
      );
      await expectOneErrorLine(server, "because 20 ports are taken", String(port), ONE_LINE);
      await expectTrying(
        server,
        port + MAX_PORTS_TRIED - 2,
        "It gives up too early: 20 ports are tried.",
      );
    },
  ),

  check(
    "04.4",
    "there is no port after 65535",
    { rule: "When port P is taken" },
    async (context) => {
      const host = loopbackAddress();
      await listenerAt(context, { host, port: 65_535 }); // or somebody else has it
      const server = context.startServer("--host", host, "--port", "65535");
      await expectOneErrorLine(server, "because 65535 is taken", "65535", ONE_LINE);
      if (server.lines().some((line) => line.includes("65536"))) {
        fail("The server should not try port 65536; it did.", "A port has 16 bits.");
      }
    },
  ),

  check(
    "04.4",
    "only a taken port is passed over",
    { points: 2, rule: "When it cannot listen for another reason" },
    async (context) => {
      // An address for documentation (RFC 5737): no machine has it.
      const server = context.startServer("--host", "203.0.113.4", "--port", "20000");
      const cause =
        "The code of the error is EADDRNOTAVAIL: no port will do. Only EADDRINUSE means that the port is taken.";
      await expectOneErrorLine(
        server,
        "because the address is not this machine's",
        "203.0.113.4",
        cause,
      );
      if (server.lines().some((line) => line.includes("trying"))) {
        fail("The server should not try another port; it did.", cause);
      }
    },
  ),

  check(
    "04.4",
    "a port counts at its own address",
    { rule: "A port is taken when listening" },
    async (context) => {
      const { host, port } = await elsewhere(context);
      const said = await context.announced(
        context.startServer("--host", host, "--port", String(port)),
      );
      expectAddress(said, { host, port }, otherAddress(host));
    },
  ),

  check(
    "04.4",
    "the server listens on an IPv6 address",
    { rule: "When it accepts connections" },
    async (context) => {
      (await listenOnIPv6(context)).close();
      const said = await context.announced(context.startServer("--host", "[::1]", "--port", "0"));
      if (said.host !== "::1") fail(`The server should listen on [::1]; it says ${said.host}.`);
    },
  ),

  check("04.4", USUAL, { rule: "Both programs have three settings" }, async (context) => {
    const server = context.startServer();
    try {
      expectUsualAddress(await context.announced(server));
    } catch (error) {
      // A server that takes no other port cannot show its default while somebody else is there.
      if (server.exit === undefined || (await isFree(context, 9090))) throw error;
      throw new NotJudged("port 9090 is taken, and the server takes no other one");
    }
  }),
];

function serverAt(context: CheckContext, port: number): Program {
  return context.startServer("--host", "127.0.0.1", "--port", String(port));
}

/** A server that listens all the same is told at once. */
async function expectNoListening(program: Program, why: string, cause: LikelyCause): Promise<void> {
  const line = await untilListeningOrEnd(program);
  if (line) fail(`The server should not listen, because ${why}; it says "${line}".`, cause);
}

async function expectTrying(
  server: Program,
  port: number,
  cause = "Say which port is taken, and then which one is tried next. A taken port is the error with the code EADDRINUSE, and no other.",
): Promise<void> {
  const line = `port ${port} is taken, trying ${port + 1}`;
  await server.expectLine(exactly(line), `"${line}"`, { cause });
}

async function isFree(context: CheckContext, port: number): Promise<boolean> {
  return (await listenerAt(context, { host: "127.0.0.1", port })) !== undefined;
}

function expectAddress(
  said: { host: string; port: number },
  { host, port }: { host: string; port: number },
  cause: LikelyCause,
): void {
  if (said.host === host && said.port === port) return;
  const wanted = formatAddress({ host, port });
  fail(`The server should listen on ${wanted}; it says ${formatAddress(said)}.`, cause);
}

/** It listens on the next port, or on another address that begins like this one. */
function otherAddress(host: string): string {
  return `The port is free there. It is taken at 127.0.0.1, which is another address, although ${host} begins like it. Listening at the address itself is the only test.`;
}

const ONE_LINE = "Say in one line what the port was, and what to do now.";

const SERVER_TOO =
  "It was given LAB_HOST and LAB_PORT in its environment and no flag. They count for the server as well.";

const FLAG_EMPTY =
  'It was started with --access-word "" and LAB_ACCESS_WORD=sesame. A flag counts before the variable, also when it is empty: `||` takes an empty text for none, `??` does not.';
