/**
 * The same as the terminal shows, as a page with a sequence diagram: two lifelines, and an arrow for
 * each thing that passed. The page stands alone: no script, nothing fetched. What a peer sent is
 * text in it and never markup; if it were, the page's own policy would let nothing of it run.
 */
import {
  announcedLength,
  describe,
  describeUnit,
  type Happening,
  nameOf,
  showCount,
  showTime,
} from "./happening.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { BYTES_A_ROW, LEGEND, type Row, rowsOf, showable } from "./rows.ts";
import { lengthOf, type Part, type Unit } from "./unit.ts";

/** Of so many bytes or fewer the hexadecimal form is unfolded. */
const UNFOLDED_BYTES = 96;

export interface PageContent {
  /** "Lab 08: Framing". */
  title: string;
  /** What was tapped and what the network did, a sentence each. */
  notes: readonly string[];
  happenings: readonly Happening[];
  /** How many more there were that have not been kept. */
  notKept: number;
}

/** The whole page. */
export function pageOf({ title, notes, happenings, notKept }: PageContent): string {
  const more = notKept === 0 ? "" : `<p>${showCount(notKept, "more event")} not kept.</p>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("\n")}
<p>In the bytes: <span class="header">header</span>, <span class="body">body</span>, ${LEGEND}.</p>
<div class="names"><span>client</span><span>server</span></div>
<ol>
${happenings.map(item).join("\n")}
</ol>
${more}</body>
</html>
`;
}

/** A text as it stands, in a page: no letter of it is markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}

function item(happening: Happening): string {
  const time = `<time>${showTime(happening.atMs)}</time>`;
  return `<li class="${classesOf(happening)}">${time}<div class="wire">${contentOf(happening)}</div></li>`;
}

function contentOf(happening: Happening): string {
  if (happening.type !== "unit") {
    return `<p class="title">${escapeHtml(describe(happening))}</p><div class="arrow"></div>`;
  }
  const { unit, from, connection } = happening;
  const who = connection > 1 ? `${nameOf("client", connection)}, ` : "";
  const title = from === "client" || who === "" ? who : `to ${who}`;
  const text = unit.parts.find(({ role }) => role === "body");
  const shown = text === undefined ? "" : `<p class="text"><bdi>${textOf(text)}</bdi></p>`;
  return `<p class="title">${escapeHtml(title + describeUnit(unit))}</p>${shown}<div class="arrow"></div>${bytesOf(unit)}`;
}

function bytesOf(unit: Unit): string {
  const isOpen = lengthOf(unit) <= UNFOLDED_BYTES;
  const rows = unit.parts.map((part) => partRows(part, unit)).join("\n");
  return `<details${isOpen ? " open" : ""}><summary>bytes</summary><pre>${rows}</pre></details>`;
}

function partRows(part: Part, unit: Unit): string {
  const length = part.role === "header" ? announcedLength(unit) : undefined;
  const hidden = part.length - part.shown.length;
  const rows = rowsOf(part.shown, part.cuts).map((row) =>
    rowMarkup(row, part, length === undefined ? row.text : `length ${length}`),
  );
  if (hidden > 0) rows.push(` … and ${hidden} bytes more`);
  return rows.join("\n");
}

function rowMarkup({ cells }: Row, { role }: Part, text: string): string {
  const hex = cells.map(({ hex, isCut }) => (isCut ? `<b class="cut">│</b>${hex}` : ` ${hex}`));
  const space = "   ".repeat(BYTES_A_ROW - cells.length);
  return `<span class="${role}">${hex.join("")}${space}  <bdi>${escapeHtml(text)}</bdi></span>`;
}

function textOf(part: Part): string {
  const more = part.length > part.shown.length ? "…" : "";
  return escapeHtml(showable(part.shown)) + more;
}

/** Which way the arrow goes, and how it ends. */
function classesOf(happening: Happening): string {
  const { type } = happening;
  const from = "from" in happening ? happening.from : "client";
  return `${type} ${from}`;
}
