/** Exercise 01.1: the server listens where it is told, and says so. */

import { elsewhere } from "../../../core/addresses.ts";
import { USE_HOST_AND_PORT } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { LISTENS } from "./titles.ts";

const OBEYS = "the server listens where it is told";

/** Elsewhere a machine may have no second address to try it at. */
const OBEYS_IF_JUDGED = process.platform === "linux" ? OBEYS : LISTENS;

export const listenChecks = [
  check("01.1", LISTENS, { points: 2, rule: "The server's messages" }, async (context) => {
    const server = await context.server();
    const { address } = server;
    if (address.host !== "127.0.0.1") {
      fail(`The server should listen on 127.0.0.1 as told by --host; it says ${address.host}.`);
    }
    if (address.port === 0) {
      fail(
        "The server should say the port that the system chose; it says port 0.",
        "--port 0 asks for any free port. Which one it is, the server knows only after listening: ask server.address().",
      );
    }
    await context.connect(server);
  }),

  check("01.1", OBEYS, { needs: [LISTENS], rule: "The server's flags." }, async (context) => {
    const told = await elsewhere(context);
    const program = context.startServer("--host", told.host, "--port", String(told.port));
    const said = await context.announced(program);
    if (said.host === told.host && said.port === told.port) return;
    fail(
      `The server does not listen where it is told: --host ${told.host} --port ${told.port} made it listen on ${said.host}:${said.port}.`,
      USE_HOST_AND_PORT,
    );
  }),

  check(
    "01.1",
    "a taken port is told in one line",
    { needs: [OBEYS_IF_JUDGED], rule: "A start that fails" },
    async (context) => {
      const { host, port } = (await context.listen()).address;
      const program = context.startServer("--host", host, "--port", String(port));
      await expectOneErrorLine(
        program,
        `because port ${port} is taken`,
        String(port),
        PORT_ERROR_NOT_HANDLED,
        "When its port is taken, this server ends: the person who started it chose the port. (To find another port is lab 04's task.)",
      );
    },
  ),

  check(
    "01.1",
    "SIGTERM ends the server with status 0",
    { needs: [LISTENS], rule: "SIGINT (Ctrl-C) and SIGTERM" },
    async (context) => {
      const { program } = await context.ownServer();
      await program.askToStop("SIGTERM");
      await program.expectStatus(0, "after SIGTERM");
    },
  ),
];

const PORT_ERROR_NOT_HANDLED: LikelyCause = {
  general:
    "A port that is taken shows as an error of the call that binds or listens. Catch it, print one line, and end with status 1.",
  node: 'A server reports a taken port by its "error" event: without a listener for it, Node prints a stack trace. The listener must pass the error on: `reject(error)`.',
};
