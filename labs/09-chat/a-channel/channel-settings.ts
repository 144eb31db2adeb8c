/** What a person can set of the two programs. */
import { milliseconds } from "../../../shared/config/number-settings.ts";
import { clientSettings, type Settings } from "../../../shared/config/program-options.ts";
import { valid } from "../../../shared/config/result.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { trustSettings } from "../connection/server-verifier.ts";

/** What every program with a channel has. */
export const channelSettings = {
  tls: yesOrNo("TLS 1.3 in place of the lab's own channel"),
  handshakeMs: milliseconds("how long a handshake may take, in ms", "10000"),
  frameMs: milliseconds("how long a frame that was begun may take, in ms", "10000"),
} satisfies Settings;

const keyLogSettings = {
  keyLog: {
    about: "a file for the keys of all connections: with it, everybody can read them",
    parse: valid<string>,
    fallback: "",
  },
} satisfies Settings;

/** Beside those of every server. */
export const channelServerSettings = {
  ...channelSettings,
  ...keyLogSettings,
} satisfies Settings;

export const channelClientSettings = {
  ...clientSettings,
  ...trustSettings,
  ...channelServerSettings,
} satisfies Settings;
