/** What a person can set: the longest message that the server takes, and the checksum of both sides. */

import { parseWhole } from "../../shared/config/parse-whole.ts";
import {
  clientSettings,
  type Settings,
  serverSettings,
} from "../../shared/config/program-options.ts";
import { MAX_BODY_BYTES } from "../../shared/framing/encode-frame.ts";
import { checksumSetting } from "./checksum.ts";

/** A header has room for no more. */
const MAX_LENGTH = 2 ** 32 - 1;

/** Reads a number of bytes: decimal digits, 1 to 4294967295. */
export const parseBytes = parseWhole(
  1,
  MAX_LENGTH,
  `it is a whole number of bytes, 1 to ${MAX_LENGTH}`,
);

export const ownClientSettings = {
  ...clientSettings,
  checksum: checksumSetting,
} satisfies Settings;

export const ownServerSettings = {
  ...serverSettings,
  maxBodyBytes: {
    about: "the longest message that is taken, in bytes",
    parse: parseBytes,
    fallback: String(MAX_BODY_BYTES),
  },
  checksum: checksumSetting,
} satisfies Settings;
