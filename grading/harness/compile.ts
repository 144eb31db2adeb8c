/**
 * Makes plain JavaScript of a pair of programs, so that a start costs what Node itself costs: no
 * loader, no type stripping, one file to read. The result lies under `.cache/`, named by its
 * content, so the same source is never written twice and Node's compile cache finds it again.
 *
 * Nothing is resolved from a submission but its own files: whatever it imports from `shared/` and has
 * no copy of is the suite's own, and packages are the suite's.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildFailure, build, type OutputFile, type Plugin } from "esbuild";
import { CheckFailed } from "./failure.ts";

const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const SHARED = join(ROOT, "shared");
const CACHE = join(ROOT, ".cache", "compiled");

/** The path of another program of the same folder, as a worker thread is started from. */
const THREAD_URL = /new URL\(\s*"\.\/([\w-]+)\.ts"\s*,\s*import\.meta\.url\s*,?\s*\)/g;

export interface Compiled {
  server: string;
  client: string;
  /** Tells one program's content from another's. Thread programs belong to both. */
  fingerprints: { server: string; client: string };
  /** The exercises, such as "01.3", whose function is still as the starter left it. */
  unwritten: ReadonlySet<string>;
}

/** What the source files of a folder show. */
interface Found {
  threads: Set<string>;
  /** Ids of exercises. */
  unwritten: Set<string>;
}

/** A function that does nothing but throw the starter's mark. */
const UNWRITTEN_BODY =
  /\{(?:\s|\/\/.*)*throw new Error\(["'`]TODO: exercise (\d\d\.\d+) .*\);(?:\s|\/\/.*)*\}/g;

/**
 * Compiles `server.ts` and `client.ts` of a folder, and the thread programs that they name.
 *
 * @throws CheckFailed when they do not compile, with the file, the line and the reason
 */
export async function compile(folder: string): Promise<Compiled> {
  for (const name of ["server.ts", "client.ts"]) {
    if (!existsSync(join(folder, name))) {
      throw new CheckFailed(`There should be a ${name} in ${folder}; there is none.`);
    }
  }
  const threads = new Set<string>();
  const unwritten = new Set<string>();
  const found = { threads, unwritten };
  let files = await bundle(folder, ["server", "client"], found);
  if (threads.size > 0) files = await bundle(folder, ["server", "client", ...threads], found);
  const into = await store(files);
  const programs = files.filter(({ path }) => path.endsWith(".mjs"));
  return {
    server: join(into, "server.mjs"),
    client: join(into, "client.mjs"),
    fingerprints: {
      server: hashOf(programs.filter(({ path }) => basename(path) !== "client.mjs")),
      client: hashOf(programs.filter(({ path }) => basename(path) !== "server.mjs")),
    },
    unwritten,
  };
}

function unwrittenIn(source: string): string[] {
  return [...source.matchAll(UNWRITTEN_BODY)].map(([, id = ""]) => id);
}

async function bundle(folder: string, programs: string[], found: Found): Promise<OutputFile[]> {
  try {
    const result = await build({
      entryPoints: programs.map((name) => join(folder, `${name}.ts`)),
      // As deep as the folder that the files end up in: the source maps' paths are relative to it.
      outdir: join(CACHE, "0"),
      outExtension: { ".js": ".mjs" },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node24",
      packages: "external",
      // A file of its own, which only the grader reads: see source-positions.ts.
      sourcemap: "external",
      sourcesContent: false,
      logLevel: "silent",
      plugins: [suiteFiles(folder), sourceFiles(folder, found)],
    });
    return result.outputFiles;
  } catch (error) {
    throw new CheckFailed(
      `Your program should compile; it does not.\n${describe(error, folder)}`,
      undefined,
      { next: "make it compile; the lines above say where" },
    );
  }
}

/** Imports of `shared/…` that the folder has no copy of lead to the suite's own files. */
function suiteFiles(folder: string): Plugin {
  return {
    name: "suite-files",
    setup(builder) {
      builder.onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir, kind }) => {
        if (kind === "entry-point") return undefined;
        const target = resolve(resolveDir, path);
        if (isInside(folder, target) || isInside(SHARED, target)) return undefined;
        if (basename(dirname(target)) !== "shared") {
          return { errors: [{ text: `"${path}" lies outside of this lab's folder` }] };
        }
        return { path: join(SHARED, basename(target)) };
      });
    },
  };
}

/**
 * Worker threads are programs of their own: found by their URL, which then names the compiled file.
 * Here each source file passes, also one whose functions are not called yet.
 */
function sourceFiles(folder: string, { threads, unwritten }: Found): Plugin {
  return {
    name: "source-files",
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!isInside(folder, path)) return undefined;
        const source = await readFile(path, "utf8");
        for (const id of unwrittenIn(source)) unwritten.add(id);
        const contents = source.replace(THREAD_URL, (_all, name: string) => {
          threads.add(name);
          return `new URL("./${name}.mjs", import.meta.url)`;
        });
        return { contents, loader: "ts" };
      });
    },
  };
}

/** Writes the files into a folder named by their content, as a whole or not at all. */
async function store(files: OutputFile[]): Promise<string> {
  const into = join(CACHE, hashOf(files));
  if (existsSync(into)) return into;
  const building = `${into}.${process.pid}.${performance.now()}`;
  await mkdir(building, { recursive: true });
  for (const file of files) await writeFile(join(building, basename(file.path)), file.contents);
  // Another grading may have been quicker: then its folder has the same content.
  await rename(building, into).catch((error: unknown) => {
    if (!existsSync(into)) throw error;
  });
  return into;
}

function hashOf(files: readonly OutputFile[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(basename(file.path)).update(file.contents);
  return hash.digest("hex").slice(0, 16);
}

function describe(error: unknown, folder: string): string {
  const failures = (error as Partial<BuildFailure>).errors ?? [];
  if (failures.length === 0) return String(error);
  return failures
    .slice(0, 3)
    .map(({ location, text }) => {
      if (location === null) return text;
      const file = relative(folder, resolve(location.file));
      const caret = `${" ".repeat(location.column)}^`;
      return `${file}:${location.line}: ${text}\n    ${location.lineText}\n    ${caret}`;
    })
    .join("\n");
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(resolve(folder) + sep);
}
