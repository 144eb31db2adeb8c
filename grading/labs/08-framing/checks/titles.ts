/** Titles of those checks of lab 08 that checks in other files need. */

export const TOKEN = "the first frame carries the token";
export const REPLY = "what the operator types is one frame";
export const SHOWN = "a message is shown, and nothing else of it";
export const CLIENT_SENDS = "the client puts its token before every message";
export const CLIENT_SHOWS = "the client shows each text on a line of its own";
