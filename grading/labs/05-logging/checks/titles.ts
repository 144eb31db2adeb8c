/** Titles of those checks of lab 05 that checks in other files need. */

export const TELLS = "every event of a connection is a line in server.log";
export const CLIENT = "the client tells its story in client.log";
export const FULL_DISK_SERVES = "a full disk does not stop the service";
export const STOPS = "after SIGTERM the log is complete";
export const ROTATES = "a full log gets a number, and nothing is lost";
export const HELP = "help shows the commands";
