/**
 * The chat as lines for other programs: what happens in the room on standard output, service messages
 * on standard error. The forms are those of the README, *The wire*.
 */
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import type { Update } from "../client/updates.ts";
import type { ChatEvent } from "../protocol/messages.ts";
import { onOneLine } from "./show-text.ts";

/** The line of an event; undefined when it has none. Nothing in it can end the line. */
export function lineOf(event: ChatEvent): string | undefined {
  switch (event.type) {
    case "message":
    case "past":
      return onOneLine(`${event.from}: ${event.text}`);
    case "private":
      return onOneLine(`${event.from} -> ${event.to}: ${event.text}`);
    case "joined":
      return onOneLine(`* ${event.name} has joined`);
    case "left":
      return onOneLine(`* ${event.name} has left`);
    case "notice":
      return onOneLine(`* ${event.text}`);
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
      return onOneLine(`logged in as ${update.name}`);
    case "state":
      return update.state === "waiting" ? lossOf(update) : undefined;
    case "event":
      return update.event.type === "refused"
        ? onOneLine(`the server refuses this: ${update.event.reason}`)
        : undefined;
    default:
      return undefined;
  }
}

function lossOf({ reason = "", retryInMs = 0 }: Update & { type: "state" }): string {
  const seconds = Math.ceil(retryInMs / 100) / 10;
  return onOneLine(`connection lost: ${reason}; trying again in ${seconds} s`);
}
