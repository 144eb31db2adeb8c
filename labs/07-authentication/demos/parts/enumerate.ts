/**
 * How a stranger finds out who has an account: he tries to log in as many, with any password, and
 * compares the answers, and their times, with those for names that surely nobody has.
 */
import { randomBytes } from "node:crypto";
import type { Address } from "../../../../shared/net/address.ts";
import { connect } from "../../../../shared/net/connect.ts";
import { Exchange } from "../../exchange.ts";

/** What an answer tells. */
export interface Sign {
  reason: string;
  milliseconds: number;
}

/** What the stranger has come to know. */
export interface Findings {
  /** The names that he takes for users. */
  users: string[];
  /** What the answer to each name was. */
  signs: ReadonlyMap<string, Sign>;
  /** How long an answer takes for a name that nobody has, in milliseconds. */
  nobodyMs: number;
  /** The answer that ended it, if one did. */
  stoppedBy: string | undefined;
}

/** So many names that nobody has are tried first. */
const STRANGERS = 5;

/** So often each name is tried. */
const REPEATS = 3;

/** An answer that takes so much longer, in milliseconds, has another cause than the weather. */
const TELLTALE_MS = 5;
const TELLTALE_FACTOR = 3;

/** Tries the names one after the other, until the server wants no more. */
export async function enumerate(server: Address, names: readonly string[]): Promise<Findings> {
  const socket = await connect(server);
  try {
    const exchange = new Exchange(socket);
    const nobody: Sign[] = [];
    for (let count = 0; count < STRANGERS; count++)
      nobody.push(await knock(exchange, randomName()));
    const signs = new Map<string, Sign>();
    for (const name of names) {
      const sign = await tryName(exchange, name);
      if (/too many|busy/.test(sign.reason)) return concluded(signs, nobody, sign.reason);
      signs.set(name, sign);
    }
    return concluded(signs, nobody, undefined);
  } finally {
    socket.destroy();
  }
}

/** The quickest of a few answers: what only the weather has slowed down is quick the next time. */
async function tryName(exchange: Exchange, name: string): Promise<Sign> {
  const signs = [await knock(exchange, name)];
  while (signs.length < REPEATS) signs.push(await knock(exchange, name));
  return signs.reduce((one, other) => (other.milliseconds < one.milliseconds ? other : one));
}

async function knock(exchange: Exchange, name: string): Promise<Sign> {
  const start = performance.now();
  const answer = await exchange.ask({ type: "log-in", name, password: randomName() });
  const reason = answer.type === "refused" ? answer.reason : answer.type;
  return { reason, milliseconds: performance.now() - start };
}

function concluded(
  signs: ReadonlyMap<string, Sign>,
  nobody: readonly Sign[],
  stoppedBy: string | undefined,
): Findings {
  const nobodyMs = middleOf(nobody);
  const slowMs = nobodyMs * TELLTALE_FACTOR + TELLTALE_MS;
  const isUser = ({ reason, milliseconds }: Sign) =>
    nobody.every((sign) => sign.reason !== reason) || milliseconds > slowMs;
  const users = [...signs].filter(([, sign]) => isUser(sign)).map(([name]) => name);
  return { users, signs, nobodyMs, stoppedBy };
}

/** The middle one of the times, in milliseconds; 0 when there is none. */
export function middleOf(signs: readonly Sign[]): number {
  const times = signs.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)] ?? 0;
}

function randomName(): string {
  return randomBytes(9).toString("base64url");
}
