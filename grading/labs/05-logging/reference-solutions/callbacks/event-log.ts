/** A log by appendFileSync: every line is in the file when the call returns. Slower, and right as well. */
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

type Values = { [name: string]: string | number };

export class EventLog {
  readonly path: string;
  private readonly limit: number;
  private complained = false;

  constructor(folder: string, name: string, limit: number) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, name);
    this.limit = limit;
    appendFileSync(this.path, "");
    const text = this.size() > 0 ? readFileSync(this.path, "utf8") : "";
    if (text !== "" && !text.endsWith("\n")) appendFileSync(this.path, "\n");
  }

  write(level: string, event: string, values: Values = {}): void {
    const line = `${format(level, event, values)}\n`;
    try {
      if (this.size() > 0 && this.size() + Buffer.byteLength(line) > this.limit) this.putAside();
      appendFileSync(this.path, line);
    } catch (error) {
      if (!this.complained) console.error(`Cannot write ${this.path}: ${error}; going on without`);
      this.complained = true;
    }
  }

  lines(): string[] {
    const files = [...this.old(), this.path];
    const text = files.map((file) => readFileSync(file, "utf8")).join("");
    return text.split("\n").slice(0, -1);
  }

  clear(): void {
    const old = this.old();
    writeFileSync(this.path, `${format("warn", "log-cleared", { files: old.length + 1 })}\n`);
    for (const file of old) rmSync(file);
  }

  private size(): number {
    return statSync(this.path).size;
  }

  private putAside(): void {
    renameSync(this.path, `${this.path}.${Math.max(0, ...this.numbers()) + 1}`);
    appendFileSync(this.path, "");
  }

  private old(): string[] {
    return this.numbers().map((number) => `${this.path}.${number}`);
  }

  private numbers(): number[] {
    const name = `${basename(this.path)}.`;
    const names = readdirSync(dirname(this.path)).filter((other) => other.startsWith(name));
    const numbers = names.map((other) => Number(other.slice(name.length)));
    return numbers.filter((number) => number > 0).sort((one, other) => one - other);
  }
}

function format(level: string, event: string, values: Values): string {
  const fields = Object.entries(values).map(([name, value]) => ` ${name}=${quote(value)}`);
  return `${new Date().toISOString()} ${level} ${event}${fields.join("")}`;
}

/** Always in quotation marks, and nothing but ASCII between them. */
function quote(value: string | number): string {
  if (typeof value === "number") return String(value);
  const short = value.length > 256 ? `${value.substring(0, 256)}…` : value;
  let quoted = "";
  for (let index = 0; index < short.length; index++) {
    const code = short.charCodeAt(index);
    const isPlain = code >= 0x20 && code < 0x7f && code !== 0x22 && code !== 0x5c;
    quoted += isPlain ? short[index] : `\\u${code.toString(16).padStart(4, "0")}`;
  }
  return `"${quoted}"`;
}

/** No control character leaves for the screen. */
export function harmless(line: string): string {
  return [...line].map((letter) => (/[\p{C}\p{Zl}\p{Zp}]/u.test(letter) ? "?" : letter)).join("");
}

/** What may be told of a line. */
export function loggable(line: string): Values {
  if (line.indexOf("password ") === 0) return { password: "[redacted]" };
  return { bytes: Buffer.byteLength(line), text: line };
}
