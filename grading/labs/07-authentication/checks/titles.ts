/** Titles of those checks of lab 07 that checks in other files need. */

export const REGISTERS = "a new user is registered";
export const ACCEPTS = "the right password is accepted";
