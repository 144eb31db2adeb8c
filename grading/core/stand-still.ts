/** For tests of the grader: keeps this process from all else for so long, as a machine at work for others does. */
export function standStill(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    // No timer and no event has its turn.
  }
}
