/** Cutting bytes into pieces. No byte is copied: the pieces are views. */

/** Pieces of these lengths; what is left over is the last piece. Empty pieces are left out. */
export function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (const length of [...lengths, bytes.length]) {
    const piece = bytes.subarray(start, start + length);
    if (piece.length > 0) pieces.push(piece);
    start += length;
  }
  return pieces;
}

/** Pieces that all have this length, but for the last, which may be shorter. */
export function cutEvery(bytes: Buffer, length: number): Buffer[] {
  return cut(bytes, Array(Math.floor(bytes.length / length)).fill(length));
}
