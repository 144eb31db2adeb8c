// The table of another right server for lab 06: one object, synchronous writes, its own CSV.
import fs from "node:fs";
import path from "node:path";
import { isName } from "./is-name.ts";

export class Names {
  readonly #path: string;
  readonly #known = new Map<string, string>();
  #file: number;

  constructor(folder: string) {
    this.#path = path.join(folder, "names.csv");
    this.#read();
    this.#writeAll();
    this.#file = fs.openSync(this.#path, "a");
  }

  at(address: string): string | undefined {
    return this.#known.get(address);
  }

  /** Without any wait, so nobody can come between. */
  add(address: string, name: string): string {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    fs.writeSync(this.#file, `${line([address, name])}\n`);
    fs.fdatasyncSync(this.#file);
    this.#known.set(address, name);
    return name;
  }

  clear(): void {
    this.#known.clear();
    this.#writeAll();
    fs.closeSync(this.#file);
    this.#file = fs.openSync(this.#path, "a");
  }

  text(): string {
    return ["address,name", ...[...this.#known].map(line), ""].join("\n");
  }

  #writeAll(): void {
    const temporary = fs.openSync(`${this.#path}~`, "w");
    fs.writeSync(temporary, this.text());
    fs.fsyncSync(temporary);
    fs.closeSync(temporary);
    fs.renameSync(`${this.#path}~`, this.#path);
  }

  #read(): void {
    if (!fs.existsSync(this.#path)) return;
    const bytes = fs.readFileSync(this.#path);
    const end = bytes.lastIndexOf(10) + 1;
    const bad: (string | Buffer)[] = [bytes.subarray(end)];
    for (const text of bytes.subarray(0, end).toString().split("\n").slice(1, -1)) {
      const [address, name, ...more] = cells(text);
      const isRow = address !== undefined && name !== undefined && more.length === 0;
      if (isRow && isName(name)) this.#known.set(address, name);
      else bad.push(`\n${text}`);
    }
    const rest = Buffer.concat(bad.map((part) => Buffer.from(part)));
    if (rest.length > 0) fs.writeFileSync(`${this.#path}.${Date.now()}.bad`, rest);
  }
}

/** A record as one line. */
function line(row: readonly string[]): string {
  return row.map(toCell).join(",");
}

function toCell(value: string): string {
  let cell = "";
  for (const letter of value) {
    if (letter === "\\") cell += "\\\\";
    else if (letter === "\n") cell += "\\n";
    else if (letter === "\r") cell += "\\r";
    else if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(letter)) {
      cell += `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
    } else cell += letter;
  }
  if ("=+-@'".includes(cell.charAt(0)) && cell !== "") cell = `'${cell}`;
  return `"${cell.replaceAll('"', '""')}"`; // quotes are always right
}

/** The cells of a line; none when it is damaged. It reads letter by letter. */
function cells(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) return [];
        if (text[at] === '"') at++;
        cell += text[at++];
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ",") cell += text[at++];
    }
    found.push(fromCell(cell));
    if (at >= text.length) return found;
    if (text[at++] !== ",") return [];
  }
}

function fromCell(cell: string): string {
  let value = "";
  for (let at = cell.startsWith("'") ? 1 : 0; at < cell.length; at++) {
    const next = cell[at + 1];
    if (cell[at] !== "\\") value += cell[at];
    else if (next === "u") {
      value += String.fromCharCode(Number.parseInt(cell.slice(at + 2, at + 6), 16));
      at += 5;
    } else {
      value += next === "n" ? "\n" : next === "r" ? "\r" : (next ?? "");
      at += 1;
    }
  }
  return value;
}
