/** A server that gives away who has an account; for the demonstration, and never to be copied. */
import { createServer, type Server, type Socket } from "node:net";
import { verifyPassword } from "../../../../shared/auth/password-hash.ts";
import type { PasswordRecord } from "../../../../shared/auth/password-record.ts";
import { linesOf } from "../../../../shared/net/lines.ts";
import { send } from "../../../../shared/net/send.ts";
import { type Answer, lineOf, refused, WRONG } from "../../messages.ts";
import { parseRequest } from "../../parse-request.ts";

/** By what it gives it away: by two different answers, or by one that comes sooner. */
export type Leak = "answer" | "time";

/** Answers log-ins, and lets nobody in. */
export function leakyServer(users: ReadonlyMap<string, PasswordRecord>, leak: Leak): Server {
  return createServer((socket) => {
    socket.on("error", () => {});
    void serve(socket, users, leak).catch(() => socket.destroy());
  });
}

async function serve(
  socket: Socket,
  users: ReadonlyMap<string, PasswordRecord>,
  leak: Leak,
): Promise<void> {
  for await (const line of linesOf(socket)) {
    const request = parseRequest(line);
    if (!request.ok || request.value.type === "order") return;
    const { name, password } = request.value;
    await send(socket, lineOf(await judge(users.get(name), password, leak)));
  }
}

/** The mistake: whoever does not exist is sent away at the door. */
async function judge(
  record: PasswordRecord | undefined,
  password: string,
  leak: Leak,
): Promise<Answer> {
  if (record === undefined) return refused(leak === "answer" ? "no such user" : WRONG);
  await verifyPassword(password, record);
  return refused(leak === "answer" ? "wrong password" : WRONG);
}
