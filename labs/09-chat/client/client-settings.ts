/** What a person can set of the client. */
import { milliseconds } from "../../../shared/config/number-settings.ts";
import { clientSettings, type Settings } from "../../../shared/config/program-options.ts";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { credentialSettings } from "../b-accounts/credentials.ts";

/** SHA-256 in base64 without padding. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;

export const chatClientSettings = {
  ...clientSettings,
  data: {
    about: "folder in which the client keeps the servers that it knows",
    parse: valid<string>,
    fallback: "data",
  },
  tls: yesOrNo("TLS 1.3 in place of the lab's own channel"),
  fingerprint: {
    about: "the only server to be trusted: SHA256:…",
    parse: parseFingerprint,
    fallback: "",
  },
  ...credentialSettings,
  pingMs: milliseconds("after so much silence the server is asked, in ms", "30000"),
  pongMs: milliseconds("after so much more it is given up, in ms", "15000"),
} satisfies Settings;

/** Empty: not said. */
function parseFingerprint(text: string): Result<string> {
  if (text === "" || FINGERPRINT.test(text)) return valid(text);
  return invalid("it is SHA256: and 43 letters of base64, as the server prints it");
}
