/** The learner's client of the chat, started against a scripted server of the grader. */
import { isDeepStrictEqual } from "node:util";
import { CheckFailed } from "../../core/failure.ts";
import type { Listener } from "../../core/listener.ts";
import type { Program } from "../../core/program.ts";
import type { Stage } from "../../core/stage.ts";
import { newName, newPassword, type User } from "../users.ts";
import { clientDialects, RIGHT } from "./dialect.ts";
import { type Mischief, welcomeClient, welcomeClientTls } from "./host.ts";
import type { Line } from "./line.ts";
import { QUICK } from "./scene.ts";
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
  line: Line;
  token: string;
}

/** Starts the client with a name and a password, its input a pipe. */
export async function startedClient(
  stage: Stage,
  { action = "log-in", data = stage.dataFolder(), flags = [], ...given }: ClientOptions = {},
): Promise<StartedClient> {
  const listener = given.listener ?? (await stage.listen(undefined, { isTold: false }));
  const { host, port } = listener.address;
  const { name, password } = given.user ?? { name: newName(stage), password: newPassword(stage) };
  const client = stage.startWith(
    { LAB_PASSWORD: password },
    "client",
    ...["--host", host, "--port", String(port), "--data", data],
    ...["--action", action, "--name", name, ...flags],
  );
  return { client, listener, name, password };
}

/**
 * Meets the client as the wire has it; if that leads to nothing, in the way of the server that belongs to it.
 * What is wrong about the handshake is another check's matter.
 */
export async function inOwnWay<Met>(stage: Stage, meet: () => Promise<Met>): Promise<Met> {
  const isKnown = clientDialects.has(stage.grading);
  try {
    return await meet();
  } catch (error) {
    if (isKnown || !(error instanceof CheckFailed)) throw error;
    const dialect = await serverDialect(stage, await stage.server(...QUICK));
    if (dialect === undefined || isDeepStrictEqual(dialect, RIGHT)) throw error;
    clientDialects.set(stage.grading, dialect);
    return await meet();
  }
}

/** Starts the client and does the handshake with it. */
export function shakenClient(
  stage: Stage,
  options: ClientOptions & { mischief?: Mischief } = {},
): Promise<StartedClient & { line: Line }> {
  return inOwnWay(stage, () => shaken(stage, options));
}

async function shaken(
  stage: Stage,
  options: ClientOptions & { mischief?: Mischief },
): Promise<StartedClient & { line: Line }> {
  const started = await startedClient(stage, options);
  const { client, listener } = started;
  const line = options.flags?.includes("--tls")
    ? await welcomeClientTls(stage, listener, client)
    : await welcomeClient(stage, listener, client, options.mischief);
  return { ...started, line };
}

/** Starts the client and lets it in, to a room where nobody else is and nothing was said. */
export function enteredClient(stage: Stage, options: ClientOptions = {}): Promise<EnteredClient> {
  return inOwnWay(stage, () => entered(stage, options));
}

async function entered(stage: Stage, options: ClientOptions): Promise<EnteredClient> {
  const met = await shaken(stage, options);
  const { line, name } = met;
  const record = options.action === "register" ? "REGISTER_CLIENT_" : "LOGIN_ATTEMPTING";
  await line.expect(record, { what: "the client's first record after FINISHED" });
  const token = newToken(stage);
  line.send("LOGIN_ACCEPTED", { name, token, last: 0 });
  line.send("SERVER_TO_CLIENT", [
    { type: "here", name },
    { type: "page", more: false },
  ]);
  return { ...met, token };
}

/** Of the right form. */
export function newToken(stage: Stage): string {
  return stage.random.bytes(32).toString("base64url");
}
