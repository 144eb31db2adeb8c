/** When a message was accepted, as it stands on the wire and in the history. */

/** RFC 3339, UTC, with milliseconds. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether a text is such a time, and a day that there is. */
export function isTime(text: string): boolean {
  return TIME.test(text) && Number.isFinite(Date.parse(text));
}
