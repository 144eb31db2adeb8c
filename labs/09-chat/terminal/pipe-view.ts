/**
 * The chat as lines for other programs: what happens in the room on standard output, service messages
 * on standard error. The forms are those of the README, *The wire*.
 */
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import type { Update } from "../client/updates.ts";
import type { ChatEvent } from "../protocol/messages.ts";
import { sanitizeLine } from "./format-text.ts";

/** The line of an event; undefined when it has none. Nothing in it can end the line. */
export function lineOf(event: ChatEvent): string | undefined {
  switch (event.type) {
    case "message":
    case "past":
      return sanitizeLine(`${event.from}: ${event.text}`);
    case "private":
      return sanitizeLine(`${event.from} -> ${event.to}: ${event.text}`);
    case "joined":
      return sanitizeLine(`* ${event.name} has joined`);
    case "left":
      return sanitizeLine(`* ${event.name} has left`);
    case "notice":
      return sanitizeLine(`* ${event.text}`);
    default:
      return undefined;
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
    case "event":
      return update.event.type === "refused"
        ? sanitizeLine(`the server refuses this: ${update.event.reason}`)
        : undefined;
    default:
      return undefined;
  }
}

function lossOf({ reason = "", retryInMs = 0 }: Update & { type: "state" }): string {
  const seconds = Math.ceil(retryInMs / 100) / 10;
  return sanitizeLine(`connection lost: ${reason}; trying again in ${seconds} s`);
}
