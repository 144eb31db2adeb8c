/**
 * Rows of a file that cannot be right: an editor or another program has written them. Each is named by its
 * line and left where it is, because it may be somebody's only copy; the others are used.
 */

/** So many are named one by one; of the others only how many there are. */
const MAX_NAMED = 20;

/** The first line of the file is the header. */
const FIRST_LINE = 2;

/**
 * Hands over each row with the number of its line, and reports those that were not taken. Returns them.
 *
 * @param file its name, for the report
 * @param take returns why the row cannot be used; undefined when it is taken
 */
export function passOver<Row>(
  rows: readonly Row[],
  file: string,
  report: (what: string) => void,
  take: (row: Row, line: number) => string | undefined,
): Row[] {
  const passedOver: Row[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + FIRST_LINE;
    const reason = take(row, line);
    if (reason === undefined) continue;
    passedOver.push(row);
    if (passedOver.length <= MAX_NAMED) report(`line ${line} of ${file} is passed over: ${reason}`);
  }
  const more = passedOver.length - MAX_NAMED;
  if (more > 0) report(`${more} more lines of ${file} are passed over`);
  return passedOver;
}
