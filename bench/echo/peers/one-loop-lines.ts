/** Lab 02's line protocol on one event loop: what the threads are compared with. */
import { createServer } from "node:net";
import { announce } from "./announce.ts";
import { serveLines } from "./line-server.ts";

announce(createServer((socket) => serveLines(socket, 0)));
