/** The page for a chat with a real server; {@link openPage} is the page alone. */
import { setTimeout as pause } from "node:timers/promises";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { ChatClient } from "../client/chat-client.ts";
import { judgeFor } from "../client/trust.ts";
import { openPage, type Page } from "./open-page.ts";

/** A server that says nothing to a log-out is not waited for longer, in milliseconds. */
const GRACE_MS = 3_000;

export interface ChatPageOptions extends Address {
  /** Where `known_servers` is. */
  data: string;
  tls: boolean;
  /** The only fingerprint that is right; empty when a person is asked at the first contact. */
  fingerprint: string;
  /** Where the page is served: see {@link openPage}. */
  pagePort: number;
  /** After so much silence the server is asked, and after so much more given up, in milliseconds. */
  pingMs: number;
  pongMs: number;
}

/** Opens the page; its chat connects when somebody logs in. */
export async function openChatPage(options: ChatPageOptions): Promise<Page> {
  const { host, port, tls, pagePort, pingMs, pongMs } = options;
  const address = { host, port };
  const cut = new AbortController();
  const chat = { address, tls, times: { pingMs, pongMs }, signal: cut.signal };
  const page = await openPage({
    pagePort,
    address: formatAddress(address),
    encryption: tls ? "TLS 1.3" : "FC1",
    makeJudge: (confirm) => async (shown) => {
      const judge = await judgeFor({ ...options, address, confirm });
      await judge(shown);
    },
    open: (listeners) => new ChatClient({ ...chat, ...listeners }),
  });
  return {
    newAddress: page.newAddress,
    close: async () => {
      void pause(GRACE_MS, undefined, { ref: false }).then(() => cut.abort());
      await page.close();
    },
  };
}
