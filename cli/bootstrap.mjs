/**
 * The one door of every npm script: makes sure that a Node which is new enough and the packages of
 * the lock file are there, then runs the program named by the first argument.
 *
 * Plain JavaScript without dependencies, for any Node from 18 on: this file runs before anything is
 * installed. A machine that is new enough and installed pays one comparison of two small files.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { basename, dirname, join } from "node:path";
import { isatty } from "node:tty";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const RUNTIME = join(ROOT, "cli", "runtime");
const LOCK = join(ROOT, ".installing");
const STAMP = join(ROOT, "node_modules", ".installed-from");

/** How often it is looked whether the parent still lives: nobody waits for it. */
const PARENT_LOOK_MS = 500;

/** No install takes longer; a lock that is older was left by one that was killed. */
const MAX_INSTALL_MS = 30 * 60_000;

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

/** Whether this system's C library is musl, as on Alpine: programs made for glibc do not start there. */
function isMusl() {
  if (process.platform !== "linux") return false;
  // Without it the report would look up the names of all peers.
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

/**
 * What npm is started by. Under yarn or pnpm `npm_execpath` names these, and they know another `ci`
 * or none: then it is the npm that came with Node.
 */
function npmCommand(node) {
  const script = process.env.npm_execpath ?? "";
  return /^npm-cli\.c?js$/.test(basename(script)) ? [node, script] : ["npm"];
}

/**
 * Everything is needed, whatever this machine's settings say (`omit=optional`, `NODE_ENV=production`):
 * the compilers are packages for one platform each, which npm calls optional.
 */
const INSTALL = [
  ...["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--global=false"],
  ...[
    "--dry-run=false",
    "--package-lock=true",
    "--loglevel=error",
    "--fetch-retry-mintimeout=1000",
  ],
];

/** Runs `npm ci` in a folder with the given Node; reports what failed and how to fix it. */
function npmCi(node, folder, deed) {
  const [command, ...before] = npmCommand(node);
  const environment = { ...process.env };
  // npm hands its own settings down; these two would install into the wrong folder.
  delete environment.npm_config_local_prefix;
  delete environment.npm_config_prefix;
  const result = spawnSync(command, [...before, ...INSTALL], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    shell: process.platform === "win32" && command === "npm",
  });
  const missing = result.status === 0 ? missingPackages(folder) : [];
  if (result.status === 0 && missing.length === 0) return;
  rmSync(LOCK, { force: true });
  fail(`Cannot ${deed}: ${causeOf(result, missing)}`);
}

/** Why npm has not installed everything, and what to do next. */
function causeOf({ error, signal, stderr = "" }, missing) {
  if (error?.code === "ENOENT") return "npm was not found; install it (it comes with Node)";
  if (signal !== null && signal !== undefined)
    return `npm was stopped by ${signal}; run this again`;
  const [code = ""] = /\b(E[A-Z]{3,}[A-Z_]*|E[45]\d\d)\b/.exec(stderr) ?? [];
  if (code === "ENOSPC") return "no space left on the disk; free some space and run this again";
  if (["EACCES", "EPERM", "EROFS"].includes(code)) {
    return `npm may not write there (${code}); check who owns the folder, or move the project`;
  }
  const isNetwork =
    /^(ENOTFOUND|EAI_AGAIN|ECONN.*|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED|E[45]\d\d)$/;
  if (isNetwork.test(code)) {
    return `npm cannot reach its registry (${code}); connect to the network and run this again`;
  }
  if (missing.length > 0) {
    return `npm did not install ${missing[0]}; check npm's settings (npm config list) and the network, and run this again`;
  }
  const firstError = /^npm (?:error|ERR!) (?!code |errno |syscall |path )(.*\S.*)$/m.exec(stderr);
  return `${firstError?.[1] ?? error?.message ?? "npm failed"}; run npm ci to see all of it`;
}

/** The packages of a folder's lock file that this machine needs and does not have. */
function missingPackages(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const libc = isMusl() ? "musl" : "glibc";
  return Object.entries(packages)
    .filter(([path, { os, cpu, libc: wanted, optional }]) => {
      const fits =
        allows(os, process.platform) &&
        allows(cpu, process.arch) &&
        (process.platform !== "linux" || allows(wanted, libc));
      // Optional without a platform is what another optional one needs, which may not be for this system.
      const isNeeded = optional !== true || os !== undefined || cpu !== undefined;
      return path !== "" && fits && isNeeded && !existsSync(join(folder, path, "package.json"));
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}

/** A package's `os`, `cpu` or `libc`: what it is for, or with `!` what it is not for. */
function allows(list, value) {
  if (list === undefined) return true;
  // A lock file holds a list or a single word.
  const all = [list].flat();
  if (all.includes(`!${value}`)) return false;
  const named = all.filter((each) => !each.startsWith("!"));
  return named.length === 0 || named.includes(value) || named.includes("any");
}

/** Two terminals must not install at once: the second is told so and ends. */
function withInstallLock(work) {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") {
      fail(`Cannot write ${LOCK}: ${error.code}; check who owns the folder, or move the project`);
    }
    const owner = Number(readFileSync(LOCK, "utf8"));
    if (isInstalling(owner)) {
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

/** Whether this process still installs: its number may have gone to another program since. */
function isInstalling(pid) {
  if (!isAlive(pid)) return false;
  const command = commandOf(pid);
  if (command !== undefined) return command.includes(basename(fileURLToPath(import.meta.url)));
  return Date.now() - statSync(LOCK).mtimeMs < MAX_INSTALL_MS;
}

/** The command line of a process; undefined where the system does not tell. */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    const { status, stdout } = spawnSync("ps", ["-o", "args=", "-p", String(pid)], {
      encoding: "utf8",
    });
    return status === 0 ? stdout : undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch (error) {
    // It is there, but not ours.
    return error.code === "EPERM";
  }
}

/** The version of a Node, or undefined where it does not start: an interrupted install, another system. */
function versionOf(node) {
  const { status, stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim().replace("v", "") : undefined;
}

/** The Node to go on with: this one, or the pinned one, which is fetched when it is not there. */
function provideNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const present = pinnedNode();
  if (present !== undefined && versionOf(present) !== undefined) return present;
  const byHand = isMusl()
    ? "install Node 24.20 or newer (apk add nodejs npm) and run this again"
    : "install Node 24.20 or newer from https://nodejs.org and run this again";
  const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const offered = Object.keys(
    JSON.parse(readFileSync(join(RUNTIME, "package.json"), "utf8")).optionalDependencies,
  );
  const isOffered = offered.some((name) => name.endsWith(platform)) && !isMusl();
  if (!isOffered) {
    const system = isMusl() ? `${platform} with musl` : platform;
    fail(
      `Cannot run the labs with Node ${process.versions.node}: it is too old, and there is no newer one to fetch for ${system}; ${byHand}`,
    );
  }
  console.error(
    `Node ${process.versions.node} is too old for these labs: fetching a newer one into cli/runtime (once, about 190 MB; this takes a while)`,
  );
  return withInstallLock(() => {
    npmCi(process.execPath, RUNTIME, "fetch a newer Node");
    const fetched = pinnedNode();
    const version = fetched === undefined ? undefined : versionOf(fetched);
    if (version === undefined) {
      rmSync(LOCK, { force: true });
      fail(`Cannot start the Node that was fetched: it does not fit this system; ${byHand}`);
    }
    console.error(`Fetched Node ${version}`);
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
    npmCi(node, ROOT, "install the packages");
    writeFileSync(STAMP, wanted);
  });
  console.error("Installed the packages");
}

/** Runs the program under another Node; this process only passes signals on and ends as it ends. */
function runUnder(node, args) {
  const child = spawn(node, ["--disable-sigusr1", ...args], { stdio: "inherit" });
  // Ctrl-C reaches the child from the terminal itself: here it must only not end this process first.
  const isTold = [0, 1, 2].some(isatty);
  for (const signal of ["SIGINT", "SIGQUIT"]) {
    process.on(signal, () => isTold || child.kill(signal));
  }
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
 * among them would hold its port; of a SIGKILL of npm not even the shell knows. A process whose parent
 * has ended has another one: it stops then.
 */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const npm = isScriptShell(parent) ? parentOf(parent) : undefined;
  setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return;
    process.kill(process.pid, "SIGTERM");
  }, PARENT_LOOK_MS).unref();
}

/** Whether npm has started this process by a shell: some shells stay, others become this process. */
function isScriptShell(pid) {
  return new RegExp(`\\0-c\\0.*${basename(fileURLToPath(import.meta.url))}`, "s").test(
    commandOf(pid) ?? "",
  );
}

/** The parent of a process (field 4 of proc_pid_stat(5)); undefined where the system does not tell. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")[1];
  } catch {
    return undefined;
  }
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail("Cannot run: no program named; this file is started by `npm run`");
const [unusable] = /[#?]/.exec(ROOT) ?? [];
if (unusable !== undefined) {
  fail(
    `Cannot run in ${ROOT}: the packages that the labs use cannot read a path with "${unusable}"; rename that folder, or move the labs to another one`,
  );
}
endWithParent();
// By this signal Node would open a debugger, and a program that is graded could take over the grader.
if (process.platform !== "win32") process.on("SIGUSR1", () => {});
const node = provideNode();
providePackages(node);
if (node === process.execPath) {
  process.argv.splice(1, 2, join(ROOT, script));
  await import(pathToFileURL(join(ROOT, script)).href);
} else {
  runUnder(node, [join(ROOT, script), ...args]);
}
