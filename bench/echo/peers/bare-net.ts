/**
 * The limit for lab 01: the least that an echo server on one event loop can do.
 *
 * No service messages, no flags. `pipe` brings the back-pressure, `allowHalfOpen` the last reply.
 */
import { createServer } from "node:net";
import { announce } from "./announce.ts";

const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  socket.on("error", () => socket.destroy());
  socket.pipe(socket);
});

announce(server);
