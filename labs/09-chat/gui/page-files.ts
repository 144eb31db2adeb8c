/**
 * The files of the page, ready for a browser, and the headers that they are sent with. The page's
 * TypeScript is bundled at the start, in about 50 ms.
 */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

/** One file, as it is sent. */
export interface PageFile {
  type: string;
  content: string | Uint8Array;
}

const FOLDER = join(import.meta.dirname, "page");

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

/**
 * The headers of every answer. Nothing but our own script and style is run, and nothing but our own
 * WebSocket is connected to: even if text of a peer became markup, no script in it would run.
 *
 * @param host `127.0.0.1:41234`, as in the address bar
 */
export function pageHeaders(host: string): Record<string, string> {
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
