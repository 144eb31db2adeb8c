/** What the man in the middle tries, one after the other. */
import { newEphemeralKey } from "../../channel/channel-keys.ts";
import type { Direction, Hands, Trick } from "./middle.ts";

export interface Attempt {
  title: string;
  /** A fresh one for each connection. */
  newTrick: () => Trick;
}

/** Frames 0 and 1 of each direction are the hello and FINISHED; this is the second order. */
const SECOND_ORDER = 3;

/** Where the keys stand in the hellos. */
const KEY_IN_CLIENT_HELLO = 4;
const KEY_IN_SERVER_HELLO = 0;

export const attempts: Attempt[] = [
  {
    title: "puts a key of his own in the place of the server's",
    newTrick: () => withKey("to-client", KEY_IN_SERVER_HELLO),
  },
  {
    title: "puts a key of his own in the place of the client's",
    newTrick: () => withKey("to-server", KEY_IN_CLIENT_HELLO),
  },
  {
    title: "puts a key of all zeros in the place of the client's",
    newTrick: () =>
      onFrame("to-server", 0, (body, { send }) => {
        send("to-server", body.fill(0, KEY_IN_CLIENT_HELLO, KEY_IN_CLIENT_HELLO + 32));
      }),
  },
  {
    title: "turns one bit of the second order",
    newTrick: () =>
      onSecondOrder((body, { send }) => {
        body[100] = (body[100] ?? 0) ^ 1;
        send("to-server", body);
      }),
  },
  {
    title: "sends the second order twice",
    newTrick: () =>
      onSecondOrder((body, { send }) => {
        send("to-server", body);
        send("to-server", body);
      }),
  },
  { title: "keeps the second order for himself", newTrick: () => onSecondOrder(() => {}) },
  { title: "lets the third order overtake the second", newTrick: overtaking },
  {
    title: "sends the second order back to the client",
    newTrick: () => onSecondOrder((body, { send }) => send("to-client", body)),
  },
  {
    title: "cuts the connection before the second order",
    newTrick: () => onSecondOrder((_body, { cut }) => cut()),
  },
];

/** Does this with one frame, and lets all others pass. */
function onFrame(
  where: Direction,
  which: number,
  act: (body: Buffer, hands: Hands) => void,
): Trick {
  return (direction, index, body, hands) => {
    if (direction === where && index === which) act(body, hands);
    else hands.send(direction, body);
  };
}

function onSecondOrder(act: (body: Buffer, hands: Hands) => void): Trick {
  return onFrame("to-server", SECOND_ORDER, act);
}

function withKey(where: Direction, at: number): Trick {
  return onFrame(where, 0, (body, { send }) => {
    body.set(newEphemeralKey().publicKey, at);
    send(where, body);
  });
}

function overtaking(): Trick {
  let kept: Buffer | undefined;
  return (direction, index, body, hands) => {
    if (direction === "to-server" && index === SECOND_ORDER) {
      kept = body;
      return;
    }
    hands.send(direction, body);
    if (direction === "to-server" && kept !== undefined) {
      hands.send("to-server", kept);
      kept = undefined;
    }
  };
}
