/** Titles of those checks of lab 02 that checks in other files need. */

export const LETS_IN = "the server lets clients in, one after the other";
export const ANSWERS = "each line is answered with the thread's and the line's number";
