/** Titles of those checks of lab 04 that checks in other files need. */

export const PORTS = "the client goes to the port that it is told";
export const USUAL = "told nothing, the server takes 127.0.0.1:9090";
export const LISTENS = "the server says where it listens, and sends lines back";
export const NEXT = "when its port is taken, the server takes the next free one";
