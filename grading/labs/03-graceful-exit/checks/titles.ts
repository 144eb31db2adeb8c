/** Titles of those checks of lab 03 that checks in other files need. */

export const SILENT = "a silent client is told so and left";
export const RECEIVES = "the server says who comes, and how much it received";
export const ENDS = "exit ends the session";
export const WAIT = "wait is answered in its turn";
