/** Puts the page together: the web server, the active page, and the conversation that it shows; and opens a browser. */
import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { parsePort } from "../../../shared/config/parse-port.ts";
import type { Settings } from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { ChatClient, chatClientSettings, type MakeSession } from "../client/chat-client.ts";
import { verifierFor } from "../connection/server-verifier.ts";
import { ActivePage } from "./active-page.ts";
import { Conversation, type ConversationOptions } from "./page-conversation.ts";
import { PageServer, readPageFiles } from "./page-server.ts";

/** How long the program waits for the server's reply to its log-out, in milliseconds. */
const GRACE_MS = 3_000;

const { host, port, data, tls, fingerprint, pingMs, pongMs } = chatClientSettings;

/** What can be set: the same as for the client in the terminal, but the page itself asks for name and password. */
export const pageSettings = {
  host,
  port,
  data,
  tls,
  fingerprint,
  pagePort: {
    about: "port of the page on this machine, or the next free one; 0 for any",
    parse: parsePort,
    // Out of the way of the servers, which count up from 9090.
    fallback: "9190",
  },
  open: yesOrNo("open the page in your browser"),
  pingMs,
  pongMs,
} satisfies Settings;

export interface Page {
  /** An address that opens the page once; older ones are void. */
  newAddress(): string;
  /** Leaves the room, and closes the page. */
  close(): Promise<void>;
}

export interface PageOptions extends Omit<ConversationOptions, "tell"> {
  /** Where the page is served; the next free port if this one is in use, and 0 for any. */
  pagePort: number;
}

/** Opens the page for one chat. Nothing is shown to anybody before the address has been used. */
export async function openPage({ pagePort, ...options }: PageOptions): Promise<Page> {
  const active = new ActivePage({
    onMessage: (message) => conversation.handle(message),
    replay: () => conversation.replay(),
  });
  const server = new PageServer(await readPageFiles(), (socket) => active.replace(socket));
  const conversation = new Conversation({ ...options, tell: (message) => active.tell(message) });
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

export interface ChatPageOptions extends Address {
  /** See {@link ChatClientOptions}. */
  makeSession: MakeSession;
  /** The folder of `known_servers`. */
  data: string;
  tls: boolean;
  /** The only fingerprint that is right; empty when a person is asked at the first contact. */
  fingerprint: string;
  /** See {@link PageOptions}. */
  pagePort: number;
  /** How long the server may be silent before it is asked, and how long it may take to answer, in milliseconds. */
  pingMs: number;
  pongMs: number;
}

/** Opens the page for a chat with a real server. Its chat connects when somebody logs in. */
export async function openChatPage(options: ChatPageOptions): Promise<Page> {
  const { host, port, tls, pagePort, pingMs, pongMs, makeSession } = options;
  const address = { host, port };
  const cut = new AbortController();
  const chat = { makeSession, address, tls, times: { pingMs, pongMs }, signal: cut.signal };
  const page = await openPage({
    pagePort,
    address: formatAddress(address),
    encryption: tls ? "TLS 1.3" : "FC1",
    makeVerifier: (confirm) => async (shown) => {
      const verify = await verifierFor({ ...options, address, confirm });
      await verify(shown);
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

/** The program that opens an address in the browser, with what stands before the address. */
function browserCommand(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === "darwin") return ["open"];
  // Not `start`: that is the shell's, which would read the address.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return ["xdg-open"];
}

/**
 * Opens the address. Resolves to whether it was opened, when the program for it has ended: that may be only
 * when the browser is closed.
 */
export async function openBrowser(
  address: string,
  [program, ...before] = browserCommand(process.platform),
): Promise<boolean> {
  const opened = Promise.withResolvers<boolean>();
  const browser = spawn(program, [...before, address], { stdio: "ignore", detached: true });
  browser.once("exit", (status) => opened.resolve(status === 0));
  browser.once("error", () => opened.resolve(false));
  browser.unref();
  return await opened.promise;
}
