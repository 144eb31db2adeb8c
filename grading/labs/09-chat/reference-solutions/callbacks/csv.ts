// Rows in a file: added in groups, one write and one sync for all that came in one turn.
import * as fs from "node:fs";

/** Called when the row is on disk, or with false when it cannot be written. */
export type Done = (isStored: boolean) => void;

export function rowOf(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(",")}\n`;
}

/** The whole rows of a text, and where the last of them ends. */
export function parse(text: string): { rows: string[][]; end: number } {
  const rows: string[][] = [];
  let [row, cell, isQuoted, end]: [string[], string, boolean, number] = [[], "", false, 0];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (letter === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && (letter === "," || letter === "\n")) {
      row.push(cell);
      cell = "";
      if (letter === ",") continue;
      rows.push(row);
      [row, end] = [[], at + 1];
    } else {
      cell += letter;
    }
  }
  return { rows, end };
}

export class CsvFile {
  private readonly path: string;
  private fd: number;
  private waiting: { row: string; done: Done }[] = [];

  constructor(path: string, take: (cells: string[]) => void) {
    this.path = path;
    const text = fs.existsSync(path) ? fs.readFileSync(path, "utf8") : "";
    const { rows, end } = parse(text);
    if (end < text.length) fs.truncateSync(path, Buffer.byteLength(text.slice(0, end)));
    for (const row of rows) take(row);
    this.fd = fs.openSync(path, "a", 0o600);
  }

  add(cells: readonly string[], done: Done): void {
    if (this.waiting.length === 0) setImmediate(() => this.flush());
    this.waiting.push({ row: rowOf(cells), done });
  }

  /** Calls back behind all that was added before. */
  after(done: Done): void {
    if (this.waiting.length === 0) done(true);
    else this.waiting.push({ row: "", done });
  }

  flush(): void {
    const group = this.waiting;
    this.waiting = [];
    if (group.length === 0) return;
    const { size } = fs.fstatSync(this.fd);
    try {
      const bytes = Buffer.from(group.map(({ row }) => row).join(""));
      if (fs.writeSync(this.fd, bytes) < bytes.length) throw new Error("the disk is full");
      fs.fdatasyncSync(this.fd);
    } catch {
      fs.ftruncateSync(this.fd, size);
      for (const { row, done } of group) done(row === "");
      return;
    }
    for (const { done } of group) done(true);
  }

  clear(): void {
    this.flush();
    fs.writeFileSync(`${this.path}.new`, "", { mode: 0o600 });
    fs.renameSync(`${this.path}.new`, this.path);
    fs.closeSync(this.fd);
    this.fd = fs.openSync(this.path, "a");
  }

  close(): void {
    this.flush();
    fs.closeSync(this.fd);
  }
}
