/**
 * The chat as lines for other programs: what happens in the room on standard output, service messages
 * on standard error. The forms are those of the README, *The wire*.
 */
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import type { TimelineItem, Update } from "../client/updates.ts";
import { sanitizeLine } from "./format-text.ts";

/** The lines of an update, each with its end; none when it has none. Nothing in one can end it before. */
export function linesOf(update: Update): string {
  switch (update.type) {
    case "past":
    case "results":
      return update.messages.map((message) => lineOf({ type: "message", ...message })).join("");
    case "message":
    case "private":
    case "joined":
    case "left":
    case "notice":
      return lineOf(update);
    default:
      return "";
  }
}

function lineOf(item: TimelineItem): string {
  return `${sanitizeLine(textOf(item))}\n`;
}

function textOf(item: TimelineItem): string {
  switch (item.type) {
    case "message":
      return `${item.from}: ${item.text}`;
    case "private":
      return `${item.from} -> ${item.to}: ${item.text}`;
    case "joined":
      return `* ${item.name} has joined`;
    case "left":
      return `* ${item.name} has left`;
    case "notice":
      return `* ${item.text}`;
    default:
      return item satisfies never;
  }
}

/** The service message of an update; undefined when it has none. */
export function serviceMessageOf(update: Update, address: Address): string | undefined {
  switch (update.type) {
    case "connected":
      return `connected to ${formatAddress(address)}`;
    case "fingerprint":
      return `fingerprint ${update.fingerprint}`;
    case "entered":
      return sanitizeLine(`logged in as ${update.name}`);
    case "state":
      return update.state === "waiting" ? lossOf(update) : undefined;
    case "not-taken":
      return sanitizeLine(`the server refuses this: ${update.reason}`);
    default:
      return undefined;
  }
}

function lossOf({ reason = "", retryInMs = 0 }: Update & { type: "state" }): string {
  const seconds = Math.ceil(retryInMs / 100) / 10;
  return sanitizeLine(`connection lost: ${reason}; trying again in ${seconds} s`);
}
