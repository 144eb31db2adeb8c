/** What a source file consists of, in any language that can be merged: see merge.ts. */

/** A stretch of a source: from `start` up to `end`, as places in its text. */
export interface Span {
  start: number;
  end: number;
}

/** A declaration, a member of a class, or a statement that runs when the file is loaded. */
export interface Piece extends Span {
  /**
   * What it declares: "send" at the top of the file, ".send" or "#send" in a class. A statement has the
   * name of what it calls: "main()".
   */
  names: readonly string[];
  /** Of a class: what it holds, and where its head ends. */
  members?: { pieces: readonly Piece[]; headEnd: number };
}

/** The names that one import gives to a file. */
export interface Import extends Span {
  /** What they are imported from. */
  source: string;
  /** The import's own text for each name: `type Socket`, `connect as open`. */
  names: ReadonlyMap<string, string>;
}

/** A name where it stands in a text; that of a property as ".name". */
export interface Mention {
  name: string;
  at: number;
}

export interface Outline {
  imports: readonly Import[];
  pieces: readonly Piece[];
  mentions: readonly Mention[];
}
