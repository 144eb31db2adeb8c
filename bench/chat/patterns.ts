/** The kinds of load. */

export interface Pattern {
  name: string;
  /** The heading of its table. */
  title: string;
  /** Who sends. */
  senders: "one" | "all";
  /** How many messages are under way, of all senders together; at least one of each. */
  underWay: number;
}

export const PATTERNS: readonly Pattern[] = [
  { name: "alone", title: "one message at a time", senders: "one", underWay: 1 },
  { name: "stream", title: "one sender, 16 messages under way", senders: "one", underWay: 16 },
  // Together always as many: with few senders, each has several under way. The largest room has 500.
  { name: "all", title: "all send, 500 messages under way", senders: "all", underWay: 500 },
];
