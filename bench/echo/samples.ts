/** All that one run of the bench has measured, and what it could not measure. */
import type { EchoResult, HeavyResult } from "./load/job.ts";
import type { Pattern } from "./patterns.ts";
import type { EchoServer } from "./servers.ts";

export class Samples {
  readonly #echo = new Map<string, (EchoResult | undefined)[]>();
  readonly #heavy = new Map<string, HeavyResult[]>();
  readonly #notes = new Set<string>();
  readonly #onNote: (sentence: string) => void;

  /** @param onNote hears each note as soon as it is made: a run takes minutes */
  constructor(onNote: (sentence: string) => void = () => {}) {
    this.#onNote = onNote;
  }

  /** Notes one slice; undefined where the server failed, so that all servers stay in step. */
  addEcho(server: EchoServer, pattern: Pattern, result: EchoResult | undefined): void {
    listIn(this.#echo, keyOf(server.name, pattern)).push(result);
  }

  addHeavy(server: EchoServer, result: HeavyResult): void {
    listIn(this.#heavy, server.name).push(result);
  }

  /** Notes a sentence: what was left out or failed, and why. */
  addNote(sentence: string): void {
    if (!this.#notes.has(sentence)) this.#onNote(sentence);
    this.#notes.add(sentence);
  }

  /** The slices of one server under one pattern, in the order in which they were measured. */
  echo(serverName: string, pattern: Pattern): readonly (EchoResult | undefined)[] {
    return this.#echo.get(keyOf(serverName, pattern)) ?? [];
  }

  heavy(serverName: string): readonly HeavyResult[] {
    return this.#heavy.get(serverName) ?? [];
  }

  /** Each sentence once. */
  get notes(): readonly string[] {
    return [...this.#notes];
  }
}

function keyOf(serverName: string, pattern: Pattern): string {
  return `${serverName} ${pattern.name}`;
}

/** The list under a key, made when it is asked for first. */
function listIn<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
