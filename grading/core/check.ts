/**
 * How a check is written. A file of checks exports a list of them; each has what a mark needs: the
 * exercise, the points, what it depends on and where the README states the rule.
 *
 *     export const echoChecks = [
 *       check("01.5", "the server sends back every byte", { needs: [...] }, async (context) => {
 *         const server = await context.server();
 *         const client = await context.connect(server);
 *         client.send("hello\n");
 *         await client.expectBytes("hello\n", "the echo");
 *       }),
 *     ];
 */

import type { CheckContext } from "./check-context.ts";
import type { CheckDefinition } from "./session.ts";

/** A check as its file writes it; which lab it belongs to, its folder says. */
export type Check = Omit<CheckDefinition, "lab">;

export interface CheckOptions {
  /** What a pass is worth; 1 when not said. */
  points?: number;
  needs?: readonly string[];
  /** Words of the rule in *The wire* that it looks at, as they stand there: see course/rules.ts. */
  rule?: string;
}

/** Writes one check. */
export function check(
  exercise: string,
  title: string,
  { points = 1, needs = [], rule }: CheckOptions,
  body: (context: CheckContext) => Promise<void>,
): Check {
  return { exercise, title, points, needs, rule, body };
}

/** Whether a check's title holds what a person typed, in capitals or not. */
export function holdsWords(title: string, typed: string): boolean {
  return title.toLowerCase().includes(typed.toLowerCase());
}

/** A lab's checks, in the order of its `checks.ts`. */
export async function definitionsOf(lab: string): Promise<readonly CheckDefinition[]> {
  const file = new URL(`../labs/${lab}/checks.ts`, import.meta.url);
  const { checks }: { checks: readonly Check[] } = await import(file.href);
  return checks.map((one) => ({ lab, ...one }));
}
