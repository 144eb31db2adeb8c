/** What a person can set of a chat's server. The figures that all others rest on are in the README, *The wire*. */
import { count, milliseconds } from "../../../shared/config/number-settings.ts";
import { parseWhole } from "../../../shared/config/parse-whole.ts";
import { type Settings, serverSettings } from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { channelSettings } from "../a-channel/open-channel.ts";
import { accountSettings } from "../b-accounts/open-accounts.ts";

/** No queue of a member may be larger than this, in bytes: there are many of them. */
const MAX_QUEUE_BYTES = 2 ** 30;

/** How much of the server one member, one user and one address may have. */
const limitSettings = {
  pingMs: milliseconds("after so much silence a PING is sent, in ms", "30000"),
  pongMs: milliseconds("after so much more the connection is closed, in ms", "15000"),
  slowBytes: bytes("more than this may not wait long for a member, in bytes", "65536"),
  slowMs: milliseconds("how long it may, in ms", "10000"),
  queueBytes: bytes("more than this may not wait at all, in bytes", "262144"),
  perAddress: count("connections from one address at once", "8"),
  newPerAddress: count("new connections from one address in 10 minutes", "30"),
  perUser: count("connections of one user at once", "8"),
  limitLoopback: yesOrNo("count connections from this machine, too"),
  burst: count("requests of a member at once", "5"),
  perSecond: count("requests of a member in a second after that", "2"),
} satisfies Settings;

export const chatServerSettings = {
  ...serverSettings,
  maxOldLogs: count("full logs that are kept, the newest", "10"),
  ...channelSettings,
  ...limitSettings,
  ...accountSettings,
} satisfies Settings;

function bytes(about: string, fallback: string) {
  return { about, parse: parseWhole(1, MAX_QUEUE_BYTES), fallback };
}
