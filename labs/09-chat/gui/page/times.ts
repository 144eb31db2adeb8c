/** Times as people read them, where they are. */

// A formatter costs much to make and little to use: 5,000 lines want each of these.
const CLOCK = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat([], { dateStyle: "full", timeStyle: "medium" });
const DAY = { weekday: "long", day: "numeric", month: "long" } as const;

/** `14:03`, in the person's own form and zone. */
export function clockOf(time: string): string {
  return CLOCK.format(new Date(time));
}

/** The day that a time falls on, to compare: the same text for the same day. */
export function dayOf(time: string): string {
  return new Date(time).toDateString();
}

/** `Today`, `Yesterday`, or the date with the day of the week. */
export function dayTitle(time: string, now: Date): string {
  const day = dayOf(time);
  if (day === now.toDateString()) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === yesterday.toDateString()) return "Yesterday";
  const isThisYear = new Date(time).getFullYear() === now.getFullYear();
  return new Date(time).toLocaleDateString([], {
    ...DAY,
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** The time in full, for whoever wants to know it exactly. */
export function fullTime(time: string): string {
  return FULL.format(new Date(time));
}
