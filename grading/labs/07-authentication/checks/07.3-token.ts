/** Exercise 07.3: a log-in is welcomed with a token that nobody can guess. */
import { createHash } from "node:crypto";
import { SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { sendAtOnce } from "../../../players/at-once.ts";
import { askJson, expectJson, jsonLine } from "../../../players/json-lines.ts";
import { loggedIn, logIn, registered } from "../../../players/users.ts";
import { expectNowhere } from "../../../players/users-file.ts";
import { QUICK, sharedServer, stopped } from "./helpers.ts";
import { ACCEPTS } from "./titles.ts";

const WELCOME = "a log-in is welcomed with a token of 32 bytes";

export const tokenChecks = [
  check(
    "07.3",
    WELCOME,
    { points: 2, needs: [ACCEPTS], rule: "A token is 32 random bytes" },
    async (context) => {
      const server = await sharedServer(context);
      const { token } = await loggedIn(context, server);
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length === 32 && bytes.toString("base64url") === token) return;
      fail(
        `A token should be 32 bytes in base64url, 43 characters; it is "${token}".`,
        'Too short can be guessed, and other letters need care on the way. `randomBytes(32).toString("base64url")` is both.',
      );
    },
  ),

  check(
    "07.3",
    "every log-in gets a token of its own",
    { needs: [ACCEPTS], rule: "A token is 32 random bytes" },
    async (context) => {
      const server = await sharedServer(context);
      const start = Date.now();
      const user = await loggedIn(context, server);
      const guess = guessedToken(user, start, Date.now());
      if (guess !== undefined) {
        fail(
          `Nobody should be able to compute a token; it is the sha256 of ${guess}.`,
          "Whoever knows the name and about when somebody has logged in tries some thousand times. Take random bytes, which depend on nothing.",
        );
      }
      const again = await loggedIn(context, server, { name: user.name, password: user.password });
      const other = await loggedIn(context, server);
      if (new Set([user.token, again.token, other.token]).size === 3) return;
      fail(
        "Three log-ins should get three tokens; two of them are the same.",
        "A token that depends on the name can be computed by anybody, and cannot be ended. Take random bytes for each log-in.",
      );
    },
  ),

  check(
    "07.3",
    "each client is welcomed under its own name",
    { points: 2, needs: [ACCEPTS], rule: "What a client asks for" },
    async (context) => {
      const server = await sharedServer(context);
      const users = [
        await registered(context, server),
        await registered(context, server),
        await registered(context, server),
      ];
      const peers = users.map(({ peer }) => peer);
      const requests = users.map(({ name, password }) => jsonLine(logIn(name, password)));
      sendAtOnce(server, peers, requests);
      const what = "the answer to one of three log-ins at the same time";
      for (const { name, peer } of users) {
        await expectJson(peer, { type: "welcome", name }, { what, cause: SHARED_STATE });
      }
      const [{ name, password } = { name: "", password: "" }] = users;
      const peer = await context.connect(server);
      await askJson(
        peer,
        logIn(name.toUpperCase(), password),
        { type: "welcome", name },
        { what: "the answer to a log-in in capital letters", cause: NAME_AS_TYPED },
      );
    },
  ),

  check(
    "07.3",
    "a token stands in no file and on no screen",
    { points: 2, needs: [ACCEPTS], rule: "No password, right or wrong" },
    async (context) => {
      const server = await context.ownServer(...QUICK);
      const { token, peer } = await loggedIn(context, server);
      peer.close();
      await stopped(server, peer);
      const cause =
        "Whoever has the token is logged in, without a password. It belongs in no log; the server itself keeps only its SHA-256.";
      expectNowhere(context, server, { "the token": token }, cause);
    },
  ),
];

/** From what a token was computed, when that can be found out; the usual ways only. */
function guessedToken(
  { name, password, token }: { name: string; password: string; token: string },
  from: number,
  to: number,
): string | undefined {
  const isMade = (text: string) => createHash("sha256").update(text).digest("base64url") === token;
  for (let time = from; time <= to; time++) {
    const seconds = Math.floor(time / 1_000);
    for (const when of [String(time), String(seconds), new Date(time).toISOString()]) {
      for (const gap of ["", ":", "-", "_", "|", " ", ".", ","]) {
        for (const who of [name, password, name + gap + password]) {
          if (isMade(who + gap + when) || isMade(when + gap + who)) {
            return who === name ? "the name and the time" : "the password and the time";
          }
        }
      }
      if (isMade(when)) return "the time";
    }
  }
  return isMade(name) ? "the name" : undefined;
}

const NAME_AS_TYPED =
  "The name in the welcome is the one that was registered, not the one that was typed now: take it from the record.";
