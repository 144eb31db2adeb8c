/** The three figures that the bench draws from its samples. Pure functions over numbers. */

/** The middle value; of an even count the mean of the two in the middle. NaN when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const above = sorted[Math.floor(half)] ?? Number.NaN;
  if (!Number.isInteger(half)) return above;
  return (above + (sorted[half - 1] ?? Number.NaN)) / 2;
}

/**
 * The smallest sample that at least `percent` of all samples do not exceed (nearest rank).
 *
 * `sorted` must be in ascending order. NaN when it is empty.
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(rank, 1) - 1] ?? Number.NaN;
}

/**
 * The median of the ratios of two series measured side by side, round by round.
 *
 * A round in which either is missing is left out. NaN when no round is left.
 */
export function medianRatio(
  ours: readonly (number | undefined)[],
  limits: readonly (number | undefined)[],
): number {
  const ratios = ours.flatMap((value, round) => {
    const limit = limits[round];
    return value === undefined || limit === undefined ? [] : [value / limit];
  });
  return median(ratios);
}
