/** What can be set for the page: what the client in the terminal has, without the credentials, which are asked for in the page. */
import { parsePort } from "../../../shared/config/parse-port.ts";
import type { Settings } from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { chatClientSettings } from "../client/settings.ts";

const { host, port, data, tls, fingerprint, pingMs, pongMs } = chatClientSettings;

export const pageSettings = {
  host,
  port,
  data,
  tls,
  fingerprint,
  pagePort: {
    about: "port of the page on this machine, or the next free one; 0 for any",
    parse: parsePort,
    // Out of the way of the servers, which count up from 9090.
    fallback: "9190",
  },
  open: yesOrNo("open the page in your browser"),
  pingMs,
  pongMs,
} satisfies Settings;
