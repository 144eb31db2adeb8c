/**
 * The chat as a person reads it: rows with the time of day, names in colours, long texts indented. What
 * begins with a time at the left edge is always this program's: a text of others, wrapped or with line
 * ends in it, goes on further to the right, and so cannot pass for another message.
 *
 *     10:29 ada: does anybody know
 *           where the key is?
 *     10:30 bob -> ada: under the mat
 *           * bob has left
 */
import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import { screenLine, screenText } from "../../../shared/console/screen-text.ts";
import { nameHash, type TimelineItem } from "../client/updates.ts";
import type { Message } from "../protocol/messages.ts";

/** As wide as a time of day and a blank. */
const INDENT = "      ";
const NEXT_ROW = `\n${INDENT}`;

/** A tab would move the cursor to who knows where. */
const TAB = "    ";

/** A rule is no wider than this, in columns: it is no border. */
const MAX_RULE_COLUMNS = 60;

/** Of a longer message this many rows are shown: it must not push away what others say. */
const MAX_MESSAGE_ROWS = 20;

/** More rows of what is not delivered would push the conversation off the screen. */
const MAX_PENDING_ROWS = 3;

/** Those that can be read on dark and on light; red is for errors. */
const NAME_COLOURS = [
  "cyan",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyanBright",
  "greenBright",
  "blueBright",
  "magentaBright",
] as const;

type Colour = (typeof NAME_COLOURS)[number] | "dim" | "red";

/** The text in a colour, if colours are wanted. */
type Paint = (colour: Colour, text: string) => string;

export interface PersonViewOptions {
  paint: Paint;
  /** How wide the terminal is now, in columns. */
  columns(): number;
  /** The machine's own when not said. */
  timeZone?: string;
}

export class PersonView {
  readonly #paint: Paint;
  readonly #columns: () => number;
  readonly #clock: Intl.DateTimeFormat;
  readonly #calendar: Intl.DateTimeFormat;
  /** The day of the message that was shown last. */
  #day: string;
  /** The message that was folded last, whole. */
  #folded: string[] = [];

  /** @param now its day need not be said */
  constructor({ paint, columns, timeZone }: PersonViewOptions, now = new Date()) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.#paint = paint;
    this.#columns = columns;
    this.#clock = new Intl.DateTimeFormat("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
    this.#calendar = new Intl.DateTimeFormat("en-GB", { ...zone, dateStyle: "full" });
    this.#day = this.#calendar.format(now);
  }

  rowsOf(item: TimelineItem): string[] {
    switch (item.type) {
      case "message":
        return this.#message(item);
      case "private":
        return this.#private(item);
      case "joined":
        return [this.aside(`* ${item.name} has joined`)];
      case "left":
        return [this.aside(`* ${item.name} has left`)];
      case "notice":
        return [this.#note(`* ${item.text}`, "yellow")];
      default:
        return item satisfies never;
    }
  }

  /** The rows of a page of the past, and rules between it and the present. */
  rowsOfPage(
    messages: readonly Message[],
    more: boolean,
    of: "join" | "older" | "search",
  ): string[] {
    const title = of === "search" ? "found" : "said before";
    if (messages.length === 0) return of === "join" ? [] : [this.#rule(`nothing ${title}`)];
    const beyond = of === "search" ? "add a word: there are more" : "/older shows more";
    const end = this.#rule(more ? `${title}; ${beyond}` : title);
    const rows = messages.flatMap((message) => this.#message(message));
    return of === "join" ? [...rows, end] : [this.#rule(title), ...rows, end];
  }

  /** The whole of the message that was folded last. */
  rowsOfFolded(): string[] {
    return this.#folded.length === 0 ? [this.aside("no message was folded")] : this.#folded;
  }

  /** One row about what is true now, cut to the terminal's width. */
  statusRow(text: string): string {
    const [first = "", ...more] = wrap(screenLine(text), this.#columnsOfText() - 1);
    return INDENT + this.#paint("dim", more.length === 0 ? first : `${first}…`);
  }

  /** What the program itself has to say. */
  aside(text: string): string {
    return this.#note(text, "dim");
  }

  /** What went wrong. */
  error(text: string): string {
    return this.#note(`* ${text}`, "red");
  }

  #message(message: Message): string[] {
    return this.#said(message, this.#name(message.from));
  }

  #private(message: TimelineItem & { type: "private" }): string[] {
    const names = `${this.#name(message.from)} -> ${this.#name(message.to)}`;
    return this.#said(message, names, (line) => this.#paint("magenta", line));
  }

  /** A message with the time before it; its text is painted in this colour, or not at all. */
  #said(
    { time, text }: { time: string; text: string },
    names: string,
    paintText: (line: string) => string = (line) => line,
  ): string[] {
    const at = new Date(time);
    const [first = "", ...rest] = screenText(text.replaceAll("\t", TAB)).split("\n").map(paintText);
    const clock = this.#paint("dim", this.#clock.format(at));
    const rows = this.#rowsOfText([`${names}: ${first}`, ...rest]);
    const whole = `${clock} ${rows.join(NEXT_ROW)}`;
    if (rows.length <= MAX_MESSAGE_ROWS) return [...this.#dayOf(at), whole];
    this.#folded = [whole];
    const shown = rows.slice(0, MAX_MESSAGE_ROWS - 1);
    const left = `… ${rows.length - shown.length} more rows; /full shows them`;
    shown.push(...this.#rowsOfText([this.#paint("dim", left)]));
    return [...this.#dayOf(at), `${clock} ${shown.join(NEXT_ROW)}`];
  }

  /** A rule with the day, when it is another one than that of the message before. */
  #dayOf(at: Date): string[] {
    const day = this.#calendar.format(at);
    if (day === this.#day) return [];
    this.#day = day;
    return [this.#rule(day)];
  }

  #name(name: string): string {
    return this.#paint(colourOf(name), screenLine(name));
  }

  /** A row that is no message: it stands where the texts do. */
  #note(text: string, colour: Colour): string {
    return INDENT + this.#rowsOfText([this.#paint(colour, screenLine(text))]).join(NEXT_ROW);
  }

  /** The rows of these lines, to the right of the indent. */
  #rowsOfText(lines: readonly string[]): string[] {
    return lines.flatMap((line) => wrap(line, this.#columnsOfText()));
  }

  #columnsOfText(): number {
    return this.#columns() - INDENT.length;
  }

  /** On a terminal that is too narrow for it, the title alone. */
  #rule(title: string): string {
    const columns = Math.min(this.#columns(), MAX_RULE_COLUMNS);
    if (title.length + "──── ".length > columns) return this.aside(title);
    return this.#paint("dim", `──── ${title} `.padEnd(columns, "─"));
  }
}

/**
 * What this person has said and the server has not acknowledged yet, as a few rows above the prompt. A
 * line that is gone from the prompt and not in the room yet would look lost.
 */
export class Pending {
  /** By id, in the order in which they were said. */
  readonly #texts = new Map<string, string>();

  /** All of them, in this order. */
  get texts(): string[] {
    return [...this.#texts.values()];
  }

  add(id: string, text: string): void {
    this.#texts.set(id, text);
  }

  /** It is acknowledged or refused. Returns its text; undefined when it is none of these. */
  settle(id: string): string | undefined {
    const text = this.#texts.get(id);
    this.#texts.delete(id);
    return text;
  }

  /** A row each for the oldest ones, and how many more there are. */
  rows(): string[] {
    const all = this.texts.map((text) => `not delivered yet: ${screenLine(text)}`);
    if (all.length <= MAX_PENDING_ROWS) return all;
    const shown = all.slice(0, MAX_PENDING_ROWS - 1);
    return [...shown, `not delivered yet: ${all.length - shown.length} more`];
  }
}

/** Paints for this terminal. No colours for one that has none, or when `NO_COLOR` is set (https://no-color.org). */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (colour, text) => styleText(colour, text, { stream });
}

/** The colour of a name, the same on every machine. */
export function colourOf(name: string): Colour {
  return NAME_COLOURS[nameHash(name) % NAME_COLOURS.length] ?? "cyan";
}

/** Cuts a line into rows of at most so many columns; each row has the indent of the line. */
export function wrap(line: string, columns: number): string[] {
  const maxIndent = Math.max(0, Math.floor(columns / 2));
  const indent = (/^ */.exec(line)?.[0] ?? "").slice(0, maxIndent);
  const width = Math.max(1, columns - indent.length);
  const rows = wrapAnsi(line.slice(indent.length), width, { hard: true }).split("\n");
  return rows.map((row) => indent + row);
}
