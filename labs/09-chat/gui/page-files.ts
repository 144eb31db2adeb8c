/** The files of the page, ready for a browser. The page's TypeScript is bundled at the start, in some 50 ms. */
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
