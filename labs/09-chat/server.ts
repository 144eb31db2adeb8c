/**
 * The whole chat's server. It is the program of the last part, d-delivery, to which all earlier ones add up:
 *
 *     node labs/09-chat/server.ts --port 9090 --data data
 */
import "./d-delivery/server.ts";
