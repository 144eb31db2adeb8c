/** ws: each message to each client, as the page of the package shows it ("server broadcast"). */
import { WebSocket, WebSocketServer } from "ws";
import { announce, server } from "./listen.mjs";

const room = new WebSocketServer({ server });
room.on("connection", (socket) => {
  socket.on("error", () => socket.terminate());
  socket.on("message", (data, isBinary) => {
    for (const client of room.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
  socket.send("welcome");
});

announce();
