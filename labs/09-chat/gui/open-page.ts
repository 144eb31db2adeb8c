/** Puts the page together: the web server, the one seat for a page, and the conversation that it shows. */
import { Conversation, type ConversationOptions } from "./conversation.ts";
import { readPageFiles } from "./page-files.ts";
import { PageSeat } from "./page-seat.ts";
import { PageServer } from "./page-server.ts";

export interface Page {
  /** An address that opens the page once; older ones are void. */
  newAddress(): string;
  /** Leaves the room, and closes the page. */
  close(): Promise<void>;
}

export interface PageOptions extends Omit<ConversationOptions, "tell"> {
  /** Where the page is served; the next free one when others have it, and 0 for any. */
  pagePort: number;
}

/** Opens the page for one chat. Nothing is shown to anybody before the address has been used. */
export async function openPage({ pagePort, ...options }: PageOptions): Promise<Page> {
  const seat = new PageSeat({
    hear: (message) => conversation.hear(message),
    retell: () => conversation.retold(),
  });
  const server = new PageServer(await readPageFiles(), (page) => seat.seat(page));
  const conversation = new Conversation({ ...options, tell: (message) => seat.tell(message) });
  await server.open(pagePort);
  return {
    newAddress: () => server.newAddress(),
    close: async () => {
      // First: a page keeps what is in it when the program stops, and not when somebody logs out.
      await server.close();
      await conversation.close();
    },
  };
}
