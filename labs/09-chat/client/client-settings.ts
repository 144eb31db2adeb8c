/** What a person can set of the client. */
import { milliseconds } from "../../../shared/config/number-settings.ts";
import { clientSettings, type Settings } from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { credentialSettings } from "../b-accounts/credentials.ts";
import { trustSettings } from "../connection/server-verifier.ts";

export const chatClientSettings = {
  ...clientSettings,
  data: trustSettings.data,
  tls: yesOrNo("TLS 1.3 in place of the lab's own channel"),
  fingerprint: trustSettings.fingerprint,
  ...credentialSettings,
  pingMs: milliseconds("after so much silence the server is asked, in ms", "30000"),
  pongMs: milliseconds("after so much more it is given up, in ms", "15000"),
} satisfies Settings;
