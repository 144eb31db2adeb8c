/** Likely causes that checks of lab 02 name in several files. */

export const OUTLIVED =
  "Something of one client showed up at another: a count or a beginning of a line that outlived its connection. Create the state of a connection when it begins, and keep it nowhere else: neither in a thread nor in a variable of the module.";

export const ONE_THREAD_FOR_SEVERAL =
  "A thread belongs to one client until that client has left. A server that gives one thread to several clients is an event loop again, only farther away, and one crash takes all of them along.";

export const CARRIAGE_RETURN =
  "telnet and Windows end a line with CR LF. CR and LF may come in two chunks, so look for the CR when the line is whole.";

export const THREAD_FOR_EACH_LINE =
  "Another thread answered than the one that the client has got. The thread is chosen for a connection, not for each line: hand over the socket, once.";
