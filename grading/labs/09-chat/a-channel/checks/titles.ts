/** Titles of those checks of part 09a that others need. */

export const KEYS =
  "the server derives a key for each direction from the secret and the transcript";
export const TALKS = "the operator and a client write to each other";
export const CLIENT_TALKS = "the client sends each line, and shows each text of the operator";
