/** Mermaid diagrams as text: drawn by beautiful-mermaid where they fit, else told line by line. */
import { renderMermaidASCII } from "beautiful-mermaid";
import wrapAnsi from "wrap-ansi";

/** Tried in turn: closer together, and a flowchart from top to bottom instead of left to right. */
const SPACINGS = [{}, { paddingX: 1, paddingY: 1 }] as const;

const PARTICIPANT = /^(?:participant|actor)\s+(\w+)\s+as\s+(.+)$/;
const MESSAGE = /^(\w+)\s*-[-.]?(?:>>|>|x|\))\s*[+-]?(\w+)\s*:\s*(.*)$/;
const NOTE = /^Note\s+(?:over|left of|right of)\s+([\w, ]+?)\s*:\s*(.*)$/i;
const NODE = String.raw`(\w+)(?:[[({]+"?(.*?)"?[\])}]+)?`;
const EDGE = new RegExp(`^${NODE}\\s*-[-.]+>\\s*(?:\\|"?(.*?)"?\\|)?\\s*${NODE}$`);

/** The diagram in at most so many columns. */
export function diagramText(source: string, width: number): string {
  const upright = source.replace(/^(\s*(?:flowchart|graph)\s+)(?:LR|RL)\b/, "$1TD");
  for (const text of new Set([source, upright])) {
    for (const spacing of SPACINGS) {
      const drawing = draw(text, spacing);
      if (drawing !== undefined && widthOf(drawing) <= width) return drawing;
    }
  }
  return wrapAnsi(tell(source), width, { hard: true });
}

/** Undefined for a diagram that the library does not know. */
function draw(source: string, spacing: object): string | undefined {
  try {
    const drawing = renderMermaidASCII(source, { colorMode: "none", ...spacing });
    return drawing.replace(/ +$/gm, "");
  } catch {
    return undefined;
  }
}

function widthOf(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}

/** `client → server: hello`, one line for each message, note or edge. */
function tell(source: string): string {
  const names = new Map<string, string>();
  const nameOf = (id: string) => names.get(id) ?? id;
  const [, ...lines] = source.trim().split("\n");
  const told = lines.flatMap((each) => {
    const line = each.trim().replaceAll(/<br\s*\/?>/g, " ");
    const [, id, name] = PARTICIPANT.exec(line) ?? [];
    if (id !== undefined && name !== undefined) {
      names.set(id, name);
      return [];
    }
    const [, from, to, text] = MESSAGE.exec(line) ?? [];
    if (from !== undefined && to !== undefined) return `${nameOf(from)} → ${nameOf(to)}: ${text}`;
    const [, over, note] = NOTE.exec(line) ?? [];
    if (over !== undefined)
      return `(${over
        .split(/\s*,\s*/)
        .map(nameOf)
        .join(", ")}: ${note})`;
    const [, start = "", startName, label, end = "", endName] = EDGE.exec(line) ?? [];
    if (startName !== undefined) names.set(start, startName);
    if (endName !== undefined) names.set(end, endName);
    if (start === "") return line;
    return `${nameOf(start)} → ${nameOf(end)}${label === undefined ? "" : `: ${label}`}`;
  });
  return told.join("\n");
}
