/** Likely causes that checks of lab 04 name in several files. */

export const EVERY_ADDRESS =
  "0.0.0.0 and :: stand for every address of the machine: others in the network reach the server, too. Without a flag it is there for this machine alone.";

export const USUAL_ADDRESS =
  "It was started without flags, variables and a terminal: the defaults of the page count.";

export const MARK =
  "The bytes ef bb bf before the first line are a byte order mark (U+FEFF): editors on Windows write it, and nobody sees it. It is no part of the line: take it off.";
