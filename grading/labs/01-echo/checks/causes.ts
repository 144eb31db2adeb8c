/** Likely causes that checks of lab 01 name in several files. */
import type { LikelyCause } from "../../../core/failure.ts";

export const PILES_UP: LikelyCause = {
  general:
    "What the other side does not take piles up in this program's memory. When a write would have to wait, wait for it, and read no more until then.",
  node: '`write` returned false and nobody waited: what the other side does not take piles up in this process\'s memory. Wait for "drain".',
};
