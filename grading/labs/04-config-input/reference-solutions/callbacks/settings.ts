// Settings in another style: a table, a class that asks with node:readline, callbacks. No help from shared/.
import net from "node:net";
import readline from "node:readline";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";

type Check = (text: string) => string | undefined;

export interface Wish {
  name: string;
  usual: string;
  check: Check;
  asked?: boolean;
  hidden?: boolean;
}

export const checkPort =
  (lowest: number): Check =>
  (text) => {
    const isNumber = [...text].every((letter) => letter >= "0" && letter <= "9");
    const number = text !== "" && isNumber ? Number(text) : -1;
    return number >= lowest && number <= 65535 ? undefined : `give ${lowest} to 65535`;
  };

export const checkHost: Check = (text) => {
  if (net.isIP(bare(text)) === 6 || net.isIP(text) === 4) return undefined;
  const isName = /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) && !text.includes("..");
  return isName && !/(^|\.)\d+$/.test(text) ? undefined : "give an address or a name";
};

export const checkWord: Check = (text) =>
  [...text].some((letter) => letter < " ") ? "control characters are not allowed" : undefined;

/** Without the brackets of an IPv6 address. */
export function bare(host: string): string {
  return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}

export function shown(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

export function die(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

export class Person {
  readonly isHere = process.stdin.isTTY === true;

  ask(wish: Wish, done: (answer: string) => void): void {
    const silent = new Writable({ write: (_chunk, _encoding, next) => next() });
    const output = wish.hidden === true ? silent : process.stderr;
    const lines = readline.createInterface({ input: process.stdin, output, terminal: true });
    const usual = wish.usual === "" ? "" : ` [${wish.usual}]`;
    const prompt = `${wish.name}${usual}: `;
    if (wish.hidden === true) process.stderr.write(prompt);
    const leave = () => process.exit(130);
    lines.on("SIGINT", leave);
    lines.on("close", leave); // Ctrl-D
    lines.question(wish.hidden === true ? "" : prompt, (text) => {
      lines.off("close", leave);
      lines.close();
      if (wish.hidden === true) process.stderr.write("\n");
      const answer = text === "" ? wish.usual : text;
      const reason = wish.check(answer);
      if (reason === undefined) return done(answer);
      process.stderr.write(`${reason}\n`);
      this.ask(wish, done);
    });
  }
}

export function settle(wishes: Wish[], person: Person, done: (values: string[]) => void): void {
  const options = Object.fromEntries(
    wishes.map(({ name }) => [name.replaceAll(" ", "-"), { type: "string" as const }]),
  );
  let flags: Record<string, string | boolean | undefined> = {};
  try {
    flags = parseArgs({ options: { ...options, data: { type: "string" } } }).values;
  } catch (error) {
    die(`Cannot read the flags: ${(error as Error).message.split("\n")[0]}`);
  }
  const values: string[] = [];
  const next = () => {
    const wish = wishes[values.length];
    if (wish === undefined) return done(values);
    const key = wish.name.replaceAll(" ", "-");
    const variable = process.env[`LAB_${key.replaceAll("-", "_").toUpperCase()}`];
    const given = flags[key] ?? (variable === "" ? undefined : variable);
    const take = (text: string) => {
      const reason = wish.check(text);
      const quoted = wish.hidden === true ? "that" : JSON.stringify(text);
      if (reason !== undefined) die(`Cannot use ${quoted} as ${wish.name}: ${reason}`);
      values.push(text);
      next();
    };
    if (typeof given === "string") take(given);
    else if (wish.asked === true && person.isHere) person.ask(wish, take);
    else take(wish.usual);
  };
  next();
}
