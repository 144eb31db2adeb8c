/** The page's WebSocket to the chat client in the terminal. */
import { CLOSED_BY_ANOTHER_PAGE, type FromPage, type ToPage } from "../messages.ts";
import { parseToPage } from "../parse-to-page.ts";

export interface Link {
  send(message: FromPage): void;
}

/**
 * Connects. It is not tried again when the connection is lost: that means that the program in the
 * terminal has ended, or that another page has been opened.
 *
 * @param onLost called once, with a sentence for the person
 */
export function openLink(
  onMessages: (messages: ToPage[]) => void,
  onLost: (why: string) => void,
): Link {
  const address = new URL("talk", location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => {
    const messages = typeof data === "string" ? parseToPage(data) : undefined;
    if (messages === undefined) socket.close();
    else onMessages(messages);
  });
  socket.addEventListener("close", ({ code }) => onLost(whyLost(code)));
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
  };
}

function whyLost(code: number): string {
  return code === CLOSED_BY_ANOTHER_PAGE
    ? "This chat has been opened in another page. Go on there, or load this page again."
    : "The program in the terminal has ended, and the chat with it. Start it again there.";
}
