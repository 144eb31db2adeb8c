/**
 * The small web server that a browser on this machine gets the page from, and the WebSocket beside it.
 * Nobody else is meant to reach it: see page-pass.ts.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { formatAddress } from "../../../shared/address.ts";
import { listen } from "../../../shared/listen.ts";
import { MOST_FROM_PAGE_BYTES } from "./messages.ts";
import type { PageFile } from "./page-files.ts";
import { pageHeaders } from "./page-headers.ts";
import { PagePass } from "./page-pass.ts";

/** A browser's headers are short; anything long is not meant for us. In bytes. */
const MOST_HEADER_BYTES = 8_192;

/** The name of the WebSocket below the page's place. */
const TALK = "talk";

interface Answer {
  status: number;
  headers: Record<string, string>;
  content: string | Uint8Array;
}

export class PageServer {
  readonly #pass = new PagePass();
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_FROM_PAGE_BYTES,
    perMessageDeflate: false,
  });
  #host = "";

  /** @param onPage called with the WebSocket of each page that is opened */
  constructor(files: ReadonlyMap<string, PageFile>, onPage: (socket: WebSocket) => void) {
    this.#files = files;
    this.#server = createServer({ maxHeaderSize: MOST_HEADER_BYTES });
    this.#server.on("request", (request, response) => {
      const { status, headers, content } = this.#answer(request);
      response.writeHead(status, { ...pageHeaders(this.#host), ...headers }).end(content);
    });
    this.#server.on("upgrade", (request, socket, head) => {
      // A browser that goes away in the middle is no fault of ours.
      socket.on("error", () => socket.destroy());
      if (this.#mayTalk(request)) this.#sockets.handleUpgrade(request, socket, head, onPage);
      else refuseUpgrade(socket);
    });
  }

  /** Listens on a free port of this machine alone. */
  async open(): Promise<void> {
    this.#host = formatAddress(await listen(this.#server, { host: "127.0.0.1", port: 0 }));
  }

  /** An address that opens the page once; older ones are void. */
  newAddress(): string {
    return `http://${this.#host}/?key=${this.#pass.newKey()}`;
  }

  /** Ends all connections, and resolves when the last one has gone. */
  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage): Answer {
    if (!this.#isAddressed(request)) return sentence(403, "This page is not for you.");
    if (request.method !== "GET") return sentence(405, "Only GET is answered here.");
    const url = URL.parse(request.url ?? "/", `http://${this.#host}`);
    const key = url?.pathname === "/" ? url.searchParams.get("key") : undefined;
    if (typeof key === "string") return this.#letIn(key);
    return this.#fileAt(url?.pathname ?? "", request.headers.cookie);
  }

  #letIn(key: string): Answer {
    const cookie = this.#pass.exchange(key);
    return cookie === undefined
      ? sentence(
          403,
          "This address has been used, or is not right. Press Enter in the terminal for a new one.",
        )
      : { status: 303, headers: { "Set-Cookie": cookie, Location: this.#pass.place }, content: "" };
  }

  #fileAt(pathname: string, cookie: string | undefined): Answer {
    const { place } = this.#pass;
    if (!pathname.startsWith(place) || !this.#pass.admits(cookie)) {
      return sentence(403, "This page opens only by the address in the terminal.");
    }
    const file = this.#files.get(pathname.slice(place.length));
    if (file === undefined) return sentence(404, "There is nothing here.");
    return { status: 200, headers: { "Content-Type": file.type }, content: file.content };
  }

  /**
   * A name that leads to 127.0.0.1 would give a stranger's page the same origin as ours ("DNS
   * rebinding"): the browser tells the name in `Host`, and only the number is right. `Origin` says
   * which page asks; where it is absent, a person did.
   */
  #isAddressed({ headers }: IncomingMessage): boolean {
    const { host, origin } = headers;
    return host === this.#host && (origin === undefined || origin === `http://${this.#host}`);
  }

  /** Browsers let every page open a WebSocket to everywhere, with its cookies: only `Origin` tells them apart. */
  #mayTalk(request: IncomingMessage): boolean {
    const { headers, url } = request;
    return (
      this.#isAddressed(request) &&
      headers.origin !== undefined &&
      url === `${this.#pass.place}${TALK}` &&
      this.#pass.admits(headers.cookie)
    );
  }
}

function sentence(status: number, text: string): Answer {
  const headers = { "Content-Type": "text/plain; charset=utf-8" };
  return { status, headers, content: `${text}\n` };
}

/** Does not wait for the other side to end: the server knows nothing of such a connection any more, and could never close. */
function refuseUpgrade(socket: Duplex): void {
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", () =>
    socket.destroy(),
  );
}
