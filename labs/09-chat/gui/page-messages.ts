/**
 * What the page in the browser and the chat client behind it send each other over their WebSocket.
 *
 *     page  ── FromPage ──▶  client  ── FC1 or TLS ──▶  server
 *           ◀── [ToPage, …] ──
 *
 * One WebSocket message is one JSON text: a `FromPage` in one direction, a list of `ToPage` in the other,
 * so that what came in one record is drawn at once. Each message is a schema, and its type is inferred from
 * it. Neither side trusts what arrives: another program may have got hold of the cookie, and our own page
 * may be wrong. Fields that a schema does not name are left out.
 */
import * as v from "valibot";
import type { State, TimelineItem } from "../client/updates.ts";
import { count, fitted, time } from "../protocol/schema.ts";

/** A text that is being written, and to whom if it is not for all. */
const draftSchema = v.object({
  type: v.literal("draft"),
  text: v.string(),
  to: v.exactOptional(v.string()),
});
export type Draft = v.InferOutput<typeof draftSchema>;

/** What a person at the page wants. */
const fromPageSchema = v.variant("type", [
  v.object({ type: v.literal("trust"), fingerprint: v.string(), isTrusted: v.boolean() }),
  v.object({
    type: v.literal("enter"),
    action: v.picklist(["log-in", "register"]),
    name: v.string(),
    password: v.string(),
  }),
  v.object({ type: v.literal("say"), text: v.string() }),
  v.object({ type: v.literal("tell"), to: v.string(), text: v.string() }),
  // What has been written and not sent; empty when there is nothing.
  draftSchema,
  // A text that was not sent: send it again, or forget it.
  v.object({ type: v.literal("retry"), id: v.string() }),
  v.object({ type: v.literal("dismiss"), id: v.string() }),
  // Messages before this number; before the oldest that was shown if there is none.
  v.object({ type: v.literal("older"), before: v.exactOptional(count) }),
  v.object({ type: v.literal("search"), text: v.string() }),
  v.object({ type: v.literal("log-out") }),
  v.object({ type: v.literal("connect") }),
]);
export type FromPage = v.InferOutput<typeof fromPageSchema>;

/**
 * What the client knows of the server's fingerprint: it is new, the same as before, or another one than
 * before.
 */
const standing = v.picklist(["new", "known", "changed"]);
export type Standing = v.InferOutput<typeof standing>;

const STATES = ["connecting", "entering", "in", "waiting", "ended"] as const satisfies State[];

/** A message of the room. */
const message = { number: count, time, from: v.string(), text: v.string() };

/** One thing in the timeline of the conversation. */
const timelineItemSchema = v.variant("type", [
  v.object({ type: v.literal("message"), ...message }),
  v.object({
    type: v.literal("private"),
    time,
    from: v.string(),
    to: v.string(),
    text: v.string(),
  }),
  v.object({ type: v.literal("joined"), time, name: v.string() }),
  v.object({ type: v.literal("left"), time, name: v.string() }),
  v.object({ type: v.literal("notice"), time, text: v.string() }),
]) satisfies v.GenericSchema<TimelineItem>;

/** Messages of the past: the older first, and whether there are more of them. */
const past = { messages: v.array(v.object(message)), more: v.boolean() };

/** What a page shows. `welcome` comes first, and makes void whatever a page showed before. */
const toPageSchema = v.variant("type", [
  v.object({ type: v.literal("welcome"), address: v.string(), encryption: v.string() }),
  v.object({
    type: v.literal("state"),
    state: v.picklist(STATES),
    reason: v.exactOptional(v.string()),
    retryInMs: v.exactOptional(count),
  }),
  v.object({ type: v.literal("fingerprint"), fingerprint: v.string(), standing }),
  v.object({ type: v.literal("entered"), name: v.string() }),
  draftSchema,
  v.object({ type: v.literal("refused"), reason: v.string() }),
  v.object({ type: v.literal("members"), names: v.array(v.string()) }),
  timelineItemSchema,
  v.object({ type: v.literal("past"), ...past }),
  v.object({ type: v.literal("results"), text: v.string(), ...past }),
  v.object({
    type: v.literal("pending"),
    id: v.string(),
    text: v.string(),
    to: v.exactOptional(v.string()),
  }),
  v.object({ type: v.literal("acknowledged"), id: v.string() }),
  v.object({
    type: v.literal("not-taken"),
    id: v.exactOptional(v.string()),
    reason: v.string(),
  }),
]);
export type ToPage = v.InferOutput<typeof toPageSchema>;

const toPageListSchema = v.array(toPageSchema);

/**
 * The longest message of a page, in bytes. What is sent to the server is far shorter (see
 * protocol/wire.ts); a draft may be longer than that, so that it can be cut down.
 */
export const MAX_FROM_PAGE_BYTES = 65_536;

/** Why the client closes a page's WebSocket: the codes from 4000 on are a program's own (RFC 6455 section 7.4.2). */
export const CLOSED_BY_ANOTHER_PAGE = 4_001;
export const CLOSED_AT_STOP = 4_002;

/** Reads what a page says; undefined when the JSON text holds no message of a page. */
export function parseFromPage(json: string): FromPage | undefined {
  return fitted(fromPageSchema, parseJsonText(json));
}

/** Reads what the client says to its page; undefined when the JSON text holds anything else. */
export function parseToPage(json: string): ToPage[] | undefined {
  return fitted(toPageListSchema, parseJsonText(json));
}

function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
