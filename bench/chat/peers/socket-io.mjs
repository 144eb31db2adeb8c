/** Socket.IO: `emit` to all, as its own page on chats does it; by WebSocket from the first byte. */
import { Server } from "socket.io";
import { announce, server } from "./listen.mjs";

const room = new Server(server, { transports: ["websocket"], pingInterval: 3_600_000 });
room.on("connection", (socket) => {
  socket.on("say", (text) => room.emit("message", text));
});

announce();
