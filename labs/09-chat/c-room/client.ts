/**
 * The room's client is the whole chat's: part c is about the server, and to a client it makes no difference
 * what the server remembers.
 *
 *     node labs/09-chat/c-room/client.ts --port 9090
 */
import "../client.ts";
