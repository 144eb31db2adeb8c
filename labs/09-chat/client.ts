/**
 * The whole chat's client. It is the program of the last part, d-delivery, to which all earlier ones add up:
 *
 *     node labs/09-chat/client.ts --port 9090
 *     printf 'hello\n' | LAB_NAME=ada LAB_PASSWORD='correct horse' node labs/09-chat/client.ts
 */
import "./d-delivery/client.ts";
