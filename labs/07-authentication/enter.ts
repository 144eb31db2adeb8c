/** The client's way in: register if that is wanted, then log in. */
import { ProgramError } from "../../shared/process/errors.ts";
import { printable, printStatus } from "../../shared/process/print-status.ts";
import type { Exchange } from "./exchange.ts";
import { type Answer, type Credentials, WRONG } from "./messages.ts";

/** What the client has once it is in. The token is for the server's eyes only. */
export interface Session {
  name: string;
  token: string;
}

/**
 * Logs in, after having registered if that is wanted. When the password is wrong, another one is tried
 * if there is somebody to ask.
 *
 * @param another asks a person for the password once more; undefined when nobody is there
 * @throws ProgramError when the server refuses
 *
 * @exercise 07.6 Register if that is wanted, then log in and return the session; ask for another password when it was wrong, throw the refusal of everything else.
 */
export async function enter(
  exchange: Exchange,
  { type, name, password }: Credentials,
  another: (() => Promise<string>) | undefined,
): Promise<Session> {
  if (type === "register") await register(exchange, name, password);
  for (let tried = password; ; ) {
    const answer = await exchange.ask({ type: "log-in", name, password: tried });
    if (answer.type === "welcome") return answer;
    if (!isWrong(answer) || another === undefined) throw refusal("log in", answer);
    printStatus(`the server says: ${answer.reason}`);
    tried = await another();
  }
}

/** Why the client cannot go on, in a line for the person. */
export function refusal(deed: string, answer: Answer): ProgramError {
  const said = answer.type === "refused" ? answer.reason : `an answer of type ${answer.type}`;
  return new ProgramError(`Cannot ${deed}: the server says: ${printable(said)}`);
}

async function register(exchange: Exchange, name: string, password: string): Promise<void> {
  const answer = await exchange.ask({ type: "register", name, password });
  if (answer.type !== "registered") throw refusal("register", answer);
  printStatus(`registered ${name}`);
}

function isWrong(answer: Answer): answer is Answer & { type: "refused" } {
  return answer.type === "refused" && answer.reason === WRONG;
}
