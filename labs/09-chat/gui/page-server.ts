/**
 * The small web server that a browser on this machine gets the page from, and the WebSocket beside it.
 * Nobody else is meant to reach it: see one-time-link.ts. The page's TypeScript is bundled at the start, in
 * about 50 ms.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { basename, join } from "node:path";
import type { Duplex } from "node:stream";
import { build } from "esbuild";
import { type WebSocket, WebSocketServer } from "ws";
import { MAX_PORT } from "../../../shared/config/parse-port.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { listen } from "../../../shared/net/listen.ts";
import { errorCode } from "../../../shared/process/errors.ts";
import { OneTimeLink } from "./one-time-link.ts";
import { CLOSED_AT_STOP, MAX_FROM_PAGE_BYTES } from "./page-messages.ts";

/**
 * Browsers send a cookie to every port of its host: those of all programs that this person has ever opened
 * on 127.0.0.1 come along. Chromium keeps up to 180 for a host, of 4,096 bytes each.
 */
const MAX_HEADER_BYTES = 1_048_576;

/** So many ports are tried, the first included; after them any free one is taken. */
const MAX_PORTS_TRIED = 20;

/** How long a page may take to answer the goodbye, in milliseconds. */
const GOODBYE_MS = 1_000;

/** Where the page is. */
const FOLDER = join(import.meta.dirname, "page");

/** The name of the WebSocket below the page's place. */
const TALK = "talk";

/** One file, as it is sent. */
interface PageFile {
  type: string;
  content: string | Uint8Array;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  content: string | Uint8Array;
}

/** The page's files by name; the page itself is the one without a name. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const [page, icon, bundled] = await Promise.all([
    readFile(join(FOLDER, "index.html")),
    readFile(join(FOLDER, "icon.svg")),
    bundle(),
  ]);
  return new Map([
    ["", { type: "text/html; charset=utf-8", content: page }],
    ["icon.svg", { type: "image/svg+xml", content: icon }],
    ...bundled.map(({ path, contents }) => fileOf(basename(path), contents)),
  ]);
}

export class PageServer {
  readonly #link = new OneTimeLink();
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FROM_PAGE_BYTES,
    perMessageDeflate: false,
  });
  #host = "";

  /** @param onPage called with the WebSocket of each page that is opened */
  constructor(files: ReadonlyMap<string, PageFile>, onPage: (socket: WebSocket) => void) {
    this.#files = files;
    this.#server = createServer({ maxHeaderSize: MAX_HEADER_BYTES });
    this.#server.on("request", (request, response) => {
      const { status, headers, content } = this.#answer(request);
      response.writeHead(status, { ...pageHeaders(this.#host), ...headers }).end(content);
    });
    this.#server.on("clientError", refuseRequest);
    this.#server.on("upgrade", (request, socket, head) => {
      // A browser that goes away in the middle is no fault of ours.
      socket.on("error", () => socket.destroy());
      if (this.#mayTalk(request)) this.#sockets.handleUpgrade(request, socket, head, onPage);
      else refuseUpgrade(socket);
    });
  }

  /**
   * Listens on this machine alone. The port should be the same at every start: a browser keeps passwords
   * by address and port.
   *
   * @param port the next free one is taken when others have it; 0 for any free one
   */
  async open(port: number): Promise<void> {
    const ports = Array.from({ length: MAX_PORTS_TRIED }, (_, index) => port + index);
    const tried = ports.filter((one) => port !== 0 && one <= MAX_PORT);
    this.#host = formatAddress(await listenOnFirst(this.#server, [...tried, 0]));
  }

  /** An address that opens the page once; older ones are void. */
  newAddress(): string {
    return `http://${this.#host}/?key=${this.#link.newKey()}`;
  }

  /** Tells the pages that the program stops, ends all connections, and resolves when the last one has gone. */
  async close(): Promise<void> {
    await Promise.all([...this.#sockets.clients].map(sayGoodbye));
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage): Answer {
    if (isForLocalhost(request, this.#host)) return seeOther(`http://${this.#host}${request.url}`);
    if (!this.#isAddressed(request)) {
      return sentence(403, "Open this page by the address that the terminal shows.");
    }
    if (request.method !== "GET") return sentence(405, "Only GET is answered here.");
    const url = URL.parse(request.url ?? "/", `http://${this.#host}`);
    const key = url?.pathname === "/" ? url.searchParams.get("key") : undefined;
    if (typeof key === "string") return this.#letIn(key);
    return this.#fileAt(url?.pathname ?? "", request.headers.cookie);
  }

  #letIn(key: string): Answer {
    const cookie = this.#link.exchange(key);
    return cookie === undefined
      ? sentence(
          403,
          "This address has been used already, or is wrong. Press Enter in the terminal for a new one.",
        )
      : seeOther(this.#link.place, { "Set-Cookie": cookie });
  }

  #fileAt(pathname: string, cookie: string | undefined): Answer {
    const { place } = this.#link;
    if (!pathname.startsWith(place) || !this.#link.admits(cookie)) {
      return sentence(
        403,
        "This page opens only by the address that the terminal shows. Press Enter there for a new one.",
      );
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
      url === `${this.#link.place}${TALK}` &&
      this.#link.admits(headers.cookie)
    );
  }
}

async function sayGoodbye(socket: WebSocket): Promise<void> {
  const cutOff = setTimeout(() => socket.terminate(), GOODBYE_MS);
  socket.close(CLOSED_AT_STOP, "the program stops");
  await new Promise((resolve) => socket.once("close", resolve));
  clearTimeout(cutOff);
}

/**
 * Listens on the first of these ports that is free.
 *
 * @throws the system's error when there is another reason than a port in use
 */
async function listenOnFirst(server: Server, [port = 0, ...others]: number[]): Promise<Address> {
  try {
    return await listen(server, { host: "127.0.0.1", port });
  } catch (error) {
    if (errorCode(error) !== "EADDRINUSE" || others.length === 0) throw error;
    return await listenOnFirst(server, others);
  }
}

/**
 * Whether somebody has typed `localhost` for the number. Browsers never ask anybody where that is, so that
 * no stranger can have the name; but the page itself is at one address only.
 */
function isForLocalhost({ headers, url }: IncomingMessage, host: string): boolean {
  const isSame = headers.host?.toLowerCase() === host.replace("127.0.0.1", "localhost");
  return isSame && headers.origin === undefined && url?.startsWith("/") === true;
}

function seeOther(location: string, headers: Record<string, string> = {}): Answer {
  return { status: 303, headers: { ...headers, Location: location }, content: "" };
}

/** What is no request, or too long a one. */
function refuseRequest(error: Error, socket: Duplex): void {
  const isTooLong = errorCode(error) === "HPE_HEADER_OVERFLOW";
  const status = isTooLong ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const text = isTooLong
    ? "Your browser sends more than 1 MiB of cookies to 127.0.0.1. They are from other programs on this machine. Delete them, or open the page in a private window.\n"
    : "This is no request that a browser sends.\n";
  const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n`;
  if (socket.writable) socket.end(head + text, () => socket.destroy());
  else socket.destroy();
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

/**
 * The headers of every answer. Nothing but our own script and style is run, and nothing but our own
 * WebSocket is connected to: even if text of a peer became markup, no script in it would run.
 *
 * @param host `127.0.0.1:41234`, as in the address bar
 */
function pageHeaders(host: string): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(host),
    // What people say in a room must not stay in a disk cache.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    // The address of the page is half of the secret: no link passes it on.
    "Referrer-Policy": "no-referrer",
    // No other page may hold, frame or embed this one.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
  };
}

/** See https://www.w3.org/TR/CSP3/. `'self'` is not a WebSocket everywhere, so that its address is spelled out. */
function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // A text that is put where markup is expected, as by innerHTML, is an error.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function fileOf(name: string, content: Uint8Array): [string, PageFile] {
  const type = name.endsWith(".css") ? "text/css" : "text/javascript";
  return [name, { type: `${type}; charset=utf-8`, content }];
}

/** One script of the page's TypeScript, and one style of its parts. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: { page: join(FOLDER, "main.ts"), style: join(FOLDER, "style.css") },
    outdir: FOLDER,
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles;
}
