/**
 * The one door of every npm script: makes sure that a Node which is new enough and the packages of
 * the lock file are there, then runs the program named by the first argument.
 *
 * Plain JavaScript without dependencies, for any Node from 18 on: this file runs before anything is
 * installed. A machine that is new enough and installed pays one comparison of two small files.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const RUNTIME = join(ROOT, "cli", "runtime");
const LOCK = join(ROOT, ".installing");
const STAMP = join(ROOT, "node_modules", ".installed-from");

/** How often it is looked whether the parent still lives: nobody waits for it. */
const PARENT_LOOK_MS = 500;

/** Ends with status 2 and one line: the set-up failed, no lab has been run. */
function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** The first versions that can move an accepted socket to a worker thread: 24.20 and 26.6. */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 24 && minor >= 20) || (major === 26 && minor >= 6) || major > 26;
}

/** The pinned Node's executable, or undefined where it has not been fetched. */
function pinnedNode() {
  const folder = join(RUNTIME, "node_modules");
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder)) {
    for (const file of ["bin/node", "bin/node.exe", "node.exe"]) {
      if (name.startsWith("node-") && existsSync(join(folder, name, file))) {
        return join(folder, name, file);
      }
    }
  }
  return undefined;
}

/** Runs `npm ci` in a folder with the given Node; says what failed and how to mend it. */
function npmCi(node, folder, deed, nextStep) {
  const script = process.env.npm_execpath;
  const [command, ...before] = script?.endsWith("js") ? [node, script] : ["npm"];
  const environment = { ...process.env };
  // npm hands its own settings down; these two would install into the wrong folder.
  delete environment.npm_config_local_prefix;
  delete environment.npm_config_prefix;
  const result = spawnSync(
    command,
    [...before, "ci", "--ignore-scripts", "--loglevel=error", "--fetch-retry-mintimeout=1000"],
    {
      cwd: folder,
      env: environment,
      encoding: "utf8",
      shell: process.platform === "win32" && command === "npm",
    },
  );
  if (result.status === 0) return;
  rmSync(LOCK, { force: true });
  const said = `${result.stderr ?? ""}${result.error?.message ?? ""}`;
  const cause = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|E4\d\d|E5\d\d/.exec(said);
  const network = cause ? `npm cannot reach its registry (${cause[0]})` : undefined;
  const firstError = /^npm error (?!code )(.*\S.*)$/m.exec(said);
  fail(`Cannot ${deed}: ${network ?? firstError?.[1] ?? "npm failed"}; ${nextStep}`);
}

/** Two terminals must not install at once: the second is told so and ends. */
function withInstallLock(work) {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST")
      fail(`Cannot write ${LOCK}: ${error.message}; check its folder's rights`);
    const owner = Number(readFileSync(LOCK, "utf8"));
    if (isAlive(owner)) {
      fail(
        `Cannot install: process ${owner} is installing already; run this again when it is done`,
      );
    }
    writeFileSync(LOCK, String(process.pid));
  }
  try {
    return work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch {
    return false;
  }
}

/** The Node to go on with: this one, or the pinned one, which is fetched when it is not there. */
function provideNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const present = pinnedNode();
  if (present !== undefined) return present;
  console.error(
    `Node ${process.versions.node} is too old for these labs: fetching a newer one into cli/runtime (once, about 190 MB; this takes a while)`,
  );
  const byHand = "install Node 24.20 or newer from https://nodejs.org and run this again";
  const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const offered = Object.keys(
    JSON.parse(readFileSync(join(RUNTIME, "package.json"), "utf8")).optionalDependencies,
  );
  if (!offered.some((name) => name.endsWith(platform))) {
    fail(`Cannot fetch a newer Node: there is none to fetch for ${platform}; ${byHand}`);
  }
  return withInstallLock(() => {
    npmCi(process.execPath, RUNTIME, "fetch a newer Node", byHand);
    // npm does not mind when a package that fits one platform only cannot be fetched.
    const fetched = pinnedNode();
    if (fetched === undefined) {
      fail(
        `Cannot fetch a newer Node: npm did not get it; check the network and run this again, or ${byHand}`,
      );
    }
    const { stdout = "" } = spawnSync(fetched, ["--version"], { encoding: "utf8" });
    console.error(`Fetched Node ${stdout.trim().replace("v", "")}`);
    return fetched;
  });
}

/** Installs the packages of the lock file unless exactly these are there. */
function providePackages(node) {
  const wanted = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  console.error("Installing the packages of package-lock.json (once, less than a minute)");
  withInstallLock(() => {
    npmCi(node, ROOT, "install the packages", "connect to the network and run this again");
    writeFileSync(STAMP, wanted);
  });
  console.error("Installed the packages");
}

/** Runs the program under another Node; this process only passes signals on and ends as it ends. */
function runUnder(node, args) {
  const child = spawn(node, args, { stdio: "inherit" });
  // Ctrl-C reaches the child from the terminal itself: here it must only not end this process first.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(
      `Cannot start ${node}: ${error.message}; remove cli/runtime/node_modules and run this again`,
    ),
  );
  child.on("exit", (status, signal) => {
    process.exit(signal === null ? (status ?? 2) : 128 + constants.signals[signal]);
  });
}

/**
 * npm passes SIGTERM on to its shell only, which ends and leaves its children behind, and the server
 * among them would hold its port. A process whose parent has ended has another one: it stops then.
 */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    process.kill(process.pid, "SIGTERM");
  }, PARENT_LOOK_MS).unref();
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail("Cannot run: no program named; this file is started by `npm run`");
endWithParent();
const node = provideNode();
providePackages(node);
if (node === process.execPath) {
  process.argv.splice(1, 2, join(ROOT, script));
  await import(pathToFileURL(join(ROOT, script)).href);
} else {
  runUnder(node, [join(ROOT, script), ...args]);
}
