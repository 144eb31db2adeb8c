/** The page's WebSocket to the chat client in the terminal. */
import {
  CLOSED_AT_STOP,
  CLOSED_BY_ANOTHER_PAGE,
  type FromPage,
  MAX_FROM_PAGE_BYTES,
  parseToPage,
  type ToPage,
} from "../page-messages.ts";

export interface Link {
  /** Whether what is sent arrives: not before the connection is open, nor after it is closed. */
  readonly isOpen: boolean;
  /** Sends a message, unless it is longer than the client reads: that can be a draft, which is then not kept. */
  send(message: FromPage): void;
}

/** Why nothing comes any more. */
export interface Loss {
  /** For the window's title. */
  title: string;
  /** For the person: what has happened, and what they can do. */
  why: string;
  /** The chat goes on, and can be shown in this page again. */
  canUseHere: boolean;
}

/**
 * Connects. It is not tried again when the connection is lost: nearly always that means that the program in
 * the terminal has ended, or that another page has been opened.
 *
 * @param onLost called once
 */
export function openLink(
  onMessages: (messages: ToPage[]) => void,
  onLost: (loss: Loss) => void,
): Link {
  const address = new URL("talk", location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => {
    const messages = typeof data === "string" ? parseToPage(data) : undefined;
    if (messages === undefined) socket.close();
    else onMessages(messages);
  });
  socket.addEventListener("close", ({ code }) => onLost(lossOf(code)));
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  return {
    get isOpen() {
      return isOpen();
    },
    send(message) {
      const json = JSON.stringify(message);
      const isShort = new TextEncoder().encode(json).length <= MAX_FROM_PAGE_BYTES;
      if (isShort && isOpen()) socket.send(json);
    },
  };
}

function lossOf(code: number): Loss {
  switch (code) {
    case CLOSED_BY_ANOTHER_PAGE:
      return {
        title: "Chat (open in another tab)",
        why: "You have opened this chat in another tab or window. This one is not up to date.",
        canUseHere: true,
      };
    case CLOSED_AT_STOP:
      return {
        title: "Chat (stopped)",
        why: "The program in the terminal has stopped, and the chat with it. Start it again, and open the address that it prints.",
        canUseHere: false,
      };
    default:
      // The program was killed, or the browser has put this page to sleep.
      return {
        title: "Chat (not connected)",
        why: "This page has lost its connection to the program in the terminal. If that is still running, you can go on here. Otherwise start it again, and open the address that it prints.",
        canUseHere: true,
      };
  }
}
