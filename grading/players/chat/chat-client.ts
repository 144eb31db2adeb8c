/** The learner's client of the chat, started against a scripted server of the grader. */
import { isDeepStrictEqual } from "node:util";
import type { CheckContext } from "../../core/check-context.ts";
import { CheckFailed } from "../../core/failure.ts";
import type { Listener } from "../../core/listener.ts";
import type { Program } from "../../core/program.ts";
import { newName, newPassword, type User } from "../users.ts";
import { quickFlags } from "./chat-fixture.ts";
import { clientDialects, RIGHT } from "./dialect.ts";
import { type ServerFaults, welcomeClient, welcomeClientTls } from "./fake-server.ts";
import type { RecordConnection } from "./record-connection.ts";
import { serverDialect } from "./server-dialect.ts";

export interface ClientOptions {
  action?: "log-in" | "register";
  /** Its data folder, when it is used twice. */
  data?: string;
  flags?: readonly string[];
  listener?: Listener;
  user?: User;
}

/** A client that is on its way, and where it will come. */
export interface StartedClient extends User {
  client: Program;
  listener: Listener;
}

/** A client that has entered the room. */
export interface EnteredClient extends StartedClient {
  connection: RecordConnection;
  token: string;
}

/** Starts the client with a name and a password, its input a pipe. */
export async function startedClient(
  context: CheckContext,
  { action = "log-in", data = context.dataFolder(), flags = [], ...given }: ClientOptions = {},
): Promise<StartedClient> {
  const listener = given.listener ?? (await context.listen(undefined, { isTold: false }));
  const { host, port } = listener.address;
  const { name, password } = given.user ?? {
    name: newName(context),
    password: newPassword(context),
  };
  const address = ["--host", host, "--port", String(port), "--data", data];
  // Part a has no users yet.
  const client = context.lab?.endsWith("/a-channel")
    ? context.startClient(...address, ...flags)
    : context.startWith(
        { LAB_PASSWORD: password },
        "client",
        ...address,
        ...["--action", action, "--name", name, ...flags],
      );
  return { client, listener, name, password };
}

/**
 * Meets the client as the wire has it; if that leads to nothing, in the way of the server that belongs to it.
 * What is wrong about the handshake is another check's matter.
 */
export async function inOwnWay<Met>(context: CheckContext, meet: () => Promise<Met>): Promise<Met> {
  const isKnown = clientDialects.has(context.grading);
  try {
    return await meet();
  } catch (error) {
    if (isKnown || !(error instanceof CheckFailed)) throw error;
    const dialect = await serverDialect(context, await context.server(...quickFlags(context)));
    if (dialect === undefined || isDeepStrictEqual(dialect, RIGHT)) throw error;
    clientDialects.set(context.grading, dialect);
    return await meet();
  }
}

/** Starts the client and does the handshake with it. */
export function shakenClient(
  context: CheckContext,
  options: ClientOptions & { faults?: ServerFaults } = {},
): Promise<StartedClient & { connection: RecordConnection }> {
  return inOwnWay(context, () => shaken(context, options));
}

async function shaken(
  context: CheckContext,
  options: ClientOptions & { faults?: ServerFaults },
): Promise<StartedClient & { connection: RecordConnection }> {
  const started = await startedClient(context, options);
  const { client, listener } = started;
  const connection = options.flags?.includes("--tls")
    ? await welcomeClientTls(context, listener, client)
    : await welcomeClient(context, listener, client, options.faults);
  return { ...started, connection };
}

/** Starts the client and lets it in, to a room where nobody else is and nothing was said. */
export function enteredClient(
  context: CheckContext,
  options: ClientOptions = {},
): Promise<EnteredClient> {
  return inOwnWay(context, () => entered(context, options));
}

async function entered(context: CheckContext, options: ClientOptions): Promise<EnteredClient> {
  const met = await shaken(context, options);
  const { connection, name } = met;
  const record = options.action === "register" ? "REGISTER_CLIENT_" : "LOGIN_ATTEMPTING";
  await connection.expect(record, { what: "the client's first record after FINISHED" });
  const token = newToken(context);
  connection.send("LOGIN_ACCEPTED", { name, token, last: 0 });
  connection.send("SERVER_TO_CLIENT", [
    { type: "here", name },
    { type: "page", more: false },
  ]);
  return { ...met, token };
}

/** Of the right form. */
export function newToken(context: CheckContext): string {
  return context.random.bytes(32).toString("base64url");
}
