/** What a person can set of the server. The figures that all others rest on are in the README, *The wire*. */
import { attemptSettings } from "../../shared/auth/attempts.ts";
import { DEFAULT_COST } from "../../shared/auth/password-record.ts";
import { count, milliseconds } from "../../shared/config/number-settings.ts";
import { parseWhole } from "../../shared/config/parse-whole.ts";
import { type Settings, serverSettings } from "../../shared/config/program-options.ts";
import { valid } from "../../shared/config/result.ts";
import { yesOrNo } from "../../shared/config/setting.ts";
import { CLIENTS_CSV } from "./users/clients-csv.ts";

/** Below 2^10 a hash is no obstacle at all; above 2^20 it needs more than 1 GiB. */
const MIN_LN = 10;
const MAX_LN = 20;

/** No queue of a member may be larger than this, in bytes: there are many of them. */
const MAX_QUEUE_BYTES = 2 ** 30;

/** What the server does not put up with. */
const limitSettings = {
  handshakeMs: milliseconds("how long a handshake may take, in ms", "10000"),
  frameMs: milliseconds("how long a frame that was begun may take, in ms", "10000"),
  logInMs: milliseconds("how long a log-in may take, in ms", "60000"),
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

/** Passwords and sessions, as in lab 07. */
const accountSettings = {
  scryptLn: {
    about: "cost of a password hash, as a power of 2",
    parse: parseWhole(MIN_LN, MAX_LN),
    fallback: String(DEFAULT_COST.ln),
  },
  idleMs: milliseconds("how long a session lasts without its client, in ms", "1800000"),
  absoluteMs: milliseconds("how long a session lasts in all, in ms", "43200000"),
  ...attemptSettings,
} satisfies Settings;

export const chatServerSettings = {
  ...serverSettings,
  tls: yesOrNo("TLS 1.3 in place of the lab's own channel"),
  database: {
    about: "where the users are kept: clients.csv or NAME.db, in the data folder",
    parse: valid<string>,
    fallback: CLIENTS_CSV,
  },
  maxOldLogs: count("full logs that are kept, the newest", "10"),
  ...limitSettings,
  ...accountSettings,
} satisfies Settings;

function bytes(about: string, fallback: string) {
  return { about, parse: parseWhole(1, MAX_QUEUE_BYTES), fallback };
}
