/**
 * A program that shows a newcomer the first fifty messages.
 *
 * @file history/pages.ts
 * @caughtBy a newcomer is shown the last fifty messages
 * @says as he comes, bob should be shown the last 50
 */

export function pageOnJoin(after: number | undefined, source: PageSource): ChatEvent[] {
  if (after !== undefined) return eventsOf(pageAfter(after, source));
  return eventsOf(source.history.after(0, MESSAGES_ON_JOIN));
}
