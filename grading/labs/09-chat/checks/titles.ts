/** Titles of those checks of lab 09 that others need. */

export const SIGNED = "the server signs its hello with the key of its certificate";
export const SERVER_FINISHED = "the server's FINISHED is sealed for this client";
export const CLIENT_FINISHED = "the client says hello, and seals its FINISHED";
export const CLIENT_SIGNATURE = "the client believes no signature but the right one";
export const HANDSHAKE = "the server opens a right FINISHED";
export const FLIPPED = "a flipped bit before the HMAC is noticed, wherever it is";
export const CLIENT_TRUSTS = "the client shows who it is only behind a right FINISHED";
export const NEXT_NUMBER = "the server takes exactly the next number";
export const CLIENT_ENTERS = "the client logs in, and shows what happens";
export const LOGS_IN = "a registered user logs in with the password";
export const ONE_ANSWER = "a wrong password and an unknown name get the same answer";
export const TO_ALL = "a message comes to everybody, with the same number";
export const CLIENT_RESUMES = "the client comes back after a lost connection, and loses nothing";
export const PAUSES = "a member that only pauses gets everything, in order";
export const OWN_TOKENS = "one member's haste does not slow another";
