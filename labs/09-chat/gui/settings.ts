/** What can be set for the page: what the client in the terminal has, without the credentials, which are asked for in the page. */
import { chatClientSettings } from "../client/settings.ts";

const { host, port, data, tls, fingerprint, pingMs, pongMs } = chatClientSettings;

export const pageSettings = { host, port, data, tls, fingerprint, pingMs, pongMs };
