/** Titles of those checks of lab 01 that checks in other files need. */

export const LISTENS = "the server says where it listens";
export const CONNECTS = "the client connects where it is told";
export const CONNECTIONS = "the server says who comes and who leaves";
