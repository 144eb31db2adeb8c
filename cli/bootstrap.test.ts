import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { PROJECT_ROOT } from "../course/labs.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";

/** A project of a few files, and an npm that does what a test wants. Its path has to be quoted well. */
const root = join(temporaryFolder(), "labs %20 'é");
const npm = join(root, "npm-cli.js");
const stamp = join(root, "node_modules/.installed-from");
const lock = join(root, ".installing");

beforeEach(() => {
  for (const folder of ["cli/runtime", "node_modules"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  copyFileSync(join(PROJECT_ROOT, "cli/bootstrap.mjs"), join(root, "cli/bootstrap.mjs"));
  writeFileSync(join(root, "hello.mjs"), 'console.log("hello");');
  for (const left of [lock, stamp]) rmSync(left, { force: true });
  lockFile({});
  npmDoes("");
});

function lockFile(packages: object): void {
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
}

function npmDoes(script: string): void {
  writeFileSync(npm, script);
}

function start(env: NodeJS.ProcessEnv = {}, bootstrap = join(root, "cli/bootstrap.mjs")) {
  return spawnSync(process.execPath, [bootstrap, "hello.mjs"], {
    env: { ...process.env, npm_execpath: npm, ...env },
    encoding: "utf8",
  });
}

test("the signal that starts Node's debugger does not", () => {
  const script = `
    import { url } from "node:inspector";
    process.kill(process.pid, "SIGUSR1");
    const look = () => (console.log(url() ?? "no debugger"), process.exit());
    setTimeout(look, 200); // nothing tells that a debugger did not start`;
  writeFileSync(join(root, "hello.mjs"), script);
  expect(start().stdout).toBe("no debugger\n");
});

test("it installs once, everything, and runs the program", () => {
  npmDoes(`require("node:fs").writeFileSync("arguments", process.argv.join(" "));`);
  expect(start().stdout).toBe("hello\n");
  expect(existsSync(lock)).toBe(false);
  rmSync(npm);
  expect(start()).toMatchObject({ stdout: "hello\n", stderr: "", status: 0 });
});

test.skipIf(process.platform === "win32").each(["#", "?"])(
  "it says that a path with %s cannot be used",
  (character) => {
    const folder = join(root, `lab${character}1`, "cli");
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(root, "cli/bootstrap.mjs"), join(folder, "bootstrap.mjs"));
    const { stderr, status } = start({}, join(folder, "bootstrap.mjs"));
    expect(stderr).toMatch(/^Cannot run in .*: .* a path with "[#?]"; rename that folder.*\n$/);
    expect(stderr).toContain(`a path with "${character}"`);
    expect(status).toBe(2);
  },
);

test("it does not count as installed what npm has left out for this system", () => {
  const { platform, arch } = process;
  lockFile({
    "node_modules/native": { optional: true, os: [platform], cpu: [arch] },
    "node_modules/other": { optional: true, os: [`!${platform}`] },
    "node_modules/part-of-other": { optional: true },
  });
  const { status, stderr } = start();
  expect(stderr).toContain("Cannot install the packages: npm did not install native; check npm's");
  expect(status).toBe(2);
  expect(existsSync(stamp)).toBe(false);
  expect(existsSync(lock)).toBe(false);
});

test.each([
  ["npm error code ENOSPC\\nnpm error syscall write", "no space left on the disk; free some"],
  ["npm error code ENOTFOUND", "npm cannot reach its registry (ENOTFOUND); connect"],
  ["npm error code EROFS", "npm may not write there (EROFS); check who owns the folder"],
  ["npm error something else", "something else; run npm ci to see all of it"],
])("it names the cause behind %j", (text, cause) => {
  npmDoes(`console.error(${JSON.stringify(text.replace("\\n", "\n"))}); process.exit(1);`);
  const { status, stderr } = start();
  expect(stderr).toContain(`Cannot install the packages: ${cause}`);
  expect(status).toBe(2);
});

test("under another package manager it looks for npm itself", () => {
  const { stderr } = start({ npm_execpath: join(root, "pnpm.cjs"), PATH: root });
  expect(stderr).toContain("npm was not found; install it (it comes with Node)");
});

test("it waits for nobody who does not install: not for another program with that number", () => {
  writeFileSync(lock, String(process.pid));
  expect(start().stdout).toBe("hello\n");
});

test("it leaves a start that is installing alone", () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)", "bootstrap.mjs"]);
  writeFileSync(lock, String(other.pid));
  const { status, stderr } = start();
  other.kill();
  expect(stderr).toContain(`Cannot install: process ${other.pid} is installing already`);
  expect(status).toBe(2);
  expect(existsSync(lock)).toBe(true);
});
