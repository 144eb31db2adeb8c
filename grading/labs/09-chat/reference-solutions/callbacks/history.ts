// What was said: in a file, and in memory.
import { CsvFile } from "./csv.ts";
import { keyOf } from "./users.ts";

export interface Message {
  number: number;
  time: string;
  from: string;
  text: string;
}

const MAX_IDS = 256;

export class History {
  private readonly file: CsvFile;
  /** Those that are on disk. */
  messages: Message[] = [];
  private given = 0;
  private readonly ids = new Map<string, Map<string, number>>();

  constructor(folder: string) {
    this.file = new CsvFile(
      `${folder}/history.csv`,
      ([number, time = "", from = "", id = "", text = ""]) => {
        this.given = Math.max(this.given, Number(number));
        if (from === "") return;
        this.messages.push({ number: Number(number), time, from, text });
        this.remember(from, id, Number(number));
      },
    );
  }

  get last(): number {
    return this.messages.at(-1)?.number ?? 0;
  }

  /** Calls back when it is on disk: with its number alone when it was said before, with nothing when it cannot be stored. */
  add(from: string, id: string, text: string, done: (message?: Message | number) => void): void {
    const earlier = this.ids.get(keyOf(from))?.get(id);
    if (earlier !== undefined) {
      this.file.after(() => done(earlier));
      return;
    }
    const message = { number: ++this.given, time: new Date().toISOString(), from, text };
    this.remember(from, id, message.number);
    this.file.add([String(message.number), message.time, from, id, text], (isStored) => {
      if (!isStored) {
        this.ids.get(keyOf(from))?.delete(id);
        done();
        return;
      }
      this.messages.push(message);
      done(message);
    });
  }

  /** Calls back behind what is being written. */
  after(done: () => void): void {
    this.file.after(done);
  }

  before(number: number, count: number, fits = (_text: string) => true) {
    const all = this.messages.filter((one) => one.number < number && fits(one.text));
    return { page: all.slice(-count), more: all.length > count };
  }

  behind(number: number, count: number) {
    const all = this.messages.filter((one) => one.number > number);
    return { page: all.slice(0, count), more: all.length > count };
  }

  clear(): void {
    this.file.clear();
    this.messages = [];
    this.file.add([String(this.given), new Date().toISOString(), "", "", "cleared"], () => {});
  }

  close(): void {
    this.file.close();
  }

  private remember(from: string, id: string, number: number): void {
    const ids = this.ids.get(keyOf(from)) ?? new Map<string, number>();
    this.ids.set(keyOf(from), ids.set(id, number));
    const [oldest] = ids.keys();
    if (ids.size > MAX_IDS && oldest !== undefined) ids.delete(oldest);
  }
}
