import { type StdioOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../course/labs.ts";
import { environment, ProjectCopy } from "./testing/project-copy.ts";

let copyOfProject: ProjectCopy;
let project = "";

beforeAll(() => {
  copyOfProject = new ProjectCopy();
  project = copyOfProject.folder;
});

afterAll(() => copyOfProject.remove());

const lab: ProjectCopy["run"] = (...all) => copyOfProject.run(...all);

describe("npm run lab, through a pipe", () => {
  test("lists the labs in plain text", () => {
    const { status, stdout, stderr } = lab("");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^01 {2}Echo.* not started \(\d+ exercises\)$/m);
    expect(stdout).not.toContain("\u001b");
    expect(status).toBe(0);
  });

  test("shows all commands as help", () => {
    for (const words of ["help", "01 -- --help", "01 CHECK -h"]) {
      expect(lab(words).stdout).toContain("npm run lab 01 watch");
    }
  });

  test.skipIf(!existsSync("/dev/full"))(
    "reports output that cannot be written, with status 2",
    () => {
      const full = openSync("/dev/full", "w");
      const stdio: StdioOptions = ["ignore", full, "pipe"];
      const args = [join(project, "cli/lab.ts"), "help"];
      const options = { stdio, env: environment(), encoding: "utf8" } as const;
      const { status, stderr } = spawnSync(process.execPath, args, options);
      closeSync(full);
      expect(stderr).toMatch(/^Cannot write the output: no space left on device; .*\n$/);
      expect(status).toBe(2);
    },
  );

  test("the help fits into 80 columns", () => {
    const lines = lab("help").stdout.split("\n");
    expect(lines.filter((line) => line.length >= 80)).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/ 09 sample-accounts +makes a database/));
  });

  test.each([
    [
      "ehco",
      'Cannot find lab "ehco": there is no such lab; did you mean echo? npm run lab lists all',
    ],
    ["99", 'Cannot find lab "99": there is no such lab; npm run lab lists all'],
    ["tset 01", 'Cannot do "tset": there is no such command; npm run lab help'],
    ["01 CHEK", 'Cannot do "CHEK": there is no such command; did you mean check?'],
    ["solve", "Cannot tell which lab is meant: none is named; write npm run lab 01 check"],
    ["01 chekc", 'Cannot do "chekc": there is no such command; did you mean check?'],
    ["01 check --sede 1", "Cannot use --sede: check takes no such flag; did you mean --seed?"],
    ["01 check --solution --seed x", "Cannot use x as the seed: it is no whole number"],
    ["01 diff --solution", "Cannot use --solution: diff takes no such flag"],
    [
      "01 check 01.9 --solution",
      'Cannot check "01.9": nothing in lab 01 has that number; its exercises are 01.1 to 01.',
    ],
    ["01 check --solution --only nowhere", 'Cannot check "nowhere": nothing in lab 01 has that'],
    ["01 hint 77", 'Cannot give a hint for "77": nothing in lab 01 has that number; its'],
    ["01 hint 2.1", 'Cannot give a hint for "2.1": nothing in lab 01 has that number; its'],
    ["01 start now", 'Cannot read "now": start takes no such word'],
    ["check", "Cannot tell which lab is meant: none is named; write npm run lab 01 check"],
    ["--port 1", "Cannot tell which lab is meant: none is named; write npm run lab 01"],
    ["01 check", "Cannot find your copy of lab 01: there is no work/01-echo; make it with"],
    ["check 01", "Cannot find your copy of lab 01"],
  ])("refuses %j in one line, with status 2", (words, line) => {
    const { status, stdout, stderr } = lab(words);
    expect(stderr).toContain(line);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("the pair of lab 01, through a pipe", () => {
  test("prints only the echo on standard output and ends with status 0", () => {
    const { status, stdout, stderr } = lab("01 --port 0", { input: "hello\nпривет\n" });
    expect(stdout).toBe("hello\nпривет\n");
    expect(stderr).toContain("Lab 01: the worked solution in labs/01-echo\n");
    expect(stderr).toMatch(/^server \| listening on 127\.0\.0\.1:\d+$/m);
    expect(stderr).toMatch(/another terminal: npm run lab 01 client -- --port \d+$/m);
    expect(stderr).toMatch(/^The server has been stopped \(status 0\)$/m);
    expect(status).toBe(0);
  });

  test("takes --port=N that npm swallowed, and answers --port N with the right form", () => {
    const taken = lab("01", { input: "hello\n", env: { npm_config_port: "0" } });
    expect(taken.stdout).toBe("hello\n");
    const lost = lab("01 9091", { env: { npm_config_port: "true" } });
    expect(lost.stderr).toContain("write npm run lab 01 -- --port 9091");
    expect(lost.status).toBe(2);
  });

  test("says in one line that the port is taken, with status 2", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { status, stderr } = lab(`01 --port ${port}`);
    holder.close();
    const [code, ...refusal] = stderr.trim().split("\n");
    expect(code).toBe("Lab 01: the worked solution in labs/01-echo");
    expect(refusal).toHaveLength(1);
    expect(refusal[0]).toMatch(
      `Cannot start the pair: the server says "Cannot listen on 127.0.0.1:${port}: `,
    );
    expect(refusal[0]).toMatch(/; write npm run lab 01 -- --port \d+$/);
    expect(status).toBe(2);
  });

  test("the client alone says how its server is started", () => {
    const { stderr } = lab("01 client --port 1 --solution");
    expect(stderr).toMatch(
      /^Lab 01: .*\(its server, in another terminal: npm run lab 01 server -- --solution --port 1\)$/m,
    );
  });

  test.skipIf(process.platform === "win32")(
    "ends client and server when nobody reads any more what it prints",
    async () => {
      const args = [join(project, "cli/lab.ts"), "05", "tap", "--", "--port", "0"];
      const pair = spawn(process.execPath, args, { env: environment() });
      const ended = once(pair, "exit");
      const server = `${project}/labs/05-logging/server.ts`;
      await once(pair.stderr, "data"); // whose code it runs; more is to come
      pair.stderr.destroy();
      pair.stdout.destroy();
      pair.stdin.write("hello\n");
      await ended;
      const { stdout } = spawnSync("ps", ["-A", "-o", "args"], { encoding: "utf8" });
      expect(stdout).toContain("ps -A");
      expect(stdout).not.toContain(server);
    },
  );

  test("ends client and server when it is told to end", async () => {
    const args = [join(project, "cli/lab.ts"), "01", "--port", "0"];
    const pair = spawn(process.execPath, args, { env: environment() });
    const said: string[] = [];
    for await (const line of createInterface({ input: pair.stderr })) {
      said.push(line);
      if (line.startsWith("connected to")) pair.kill("SIGTERM");
    }
    expect(said.at(-1)).toBe("The server has been stopped (status 0)");
  });
});

describe("the wire tap, through a pipe", () => {
  test("leaves the old page alone when the pair cannot start, and says the whole command again", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    const html = join(project, "my notes.html");
    writeFileSync(html, "notes");
    const flags = ["--split", "1", "--html", html, "--data", "my data", "--port", String(port)];
    const { status, stderr } = lab(["01", "tap", ...flags]);
    holder.close();
    expect(stderr).toContain(
      `npm run lab 01 tap -- --split 1 --html "${html}" --data "my data" --port`,
    );
    expect(status).toBe(2);
    expect(readFileSync(html, "utf8")).toBe("notes");
  });

  test("shows each line between the two, and leaves standard output to the client", () => {
    const { status, stdout, stderr } = lab("03 tap --port 0", { input: "hello\n" });
    expect(stdout).toBe("hello\n");
    expect(stderr).toMatch(/^tap {4}\| +\d\.\d{3} s {2}client ──▶ server {2}line of 6 bytes$/m);
    expect(stderr).toMatch(/^tap {4}\| +68 65 6c 6c 6f 0a +hello↵$/m);
    expect(stderr).toContain("client ◀── server  line of 6 bytes");
    expect(stderr).toContain("client ──┤ server  client ended its side (FIN)");
    expect(stderr).not.toContain("\u001b");
    expect(status).toBe(0);
  });

  test("is hostile when asked to, and draws a page", () => {
    const html = join(project, "tap.html");
    const words = ["01", "tap", "--port", "0", "--split", "1", "--html", html];
    const { stdout, stderr } = lab(words, { input: "hi\n" });
    expect(stdout).toBe("hi\n");
    expect(stderr.match(/chunk of 1 byte$/gm)).toHaveLength(6);
    expect(readFileSync(html, "utf8")).toContain("The network cuts every chunk into single bytes");
  });

  test("stands alone between two terminals with --to, until it is told to end", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const html = join(project, "alone.html");
    const args = [join(project, "cli/lab.ts"), "02", "tap", "--to", String(port), "--html", html];
    const tap = spawn(process.execPath, args, { env: environment() });
    const ended = once(tap, "exit");
    for await (const line of createInterface({ input: tap.stderr })) {
      if (line.startsWith("Ctrl-C ends")) tap.kill("SIGTERM");
    }
    expect(await ended).toEqual([0, null]);
    server.close();
    expect(readFileSync(html, "utf8")).toContain(`the server at 127.0.0.1:${port}`);
  });

  test.each([
    ["01 tap --split x", 'Cannot use "x" as --split'],
    ["01 tap --html no/such/folder.html", "Cannot write "],
    ["01 tap --to 1 --threads 2", "Cannot use --threads: with --to there is no server to start"],
  ])("refuses %j in one line, with status 2", (words, line) => {
    const { status, stderr } = lab(words);
    expect(stderr).toContain(line);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(status).toBe(2);
  });
});

describe("the learner's loop in lab 01", () => {
  const copy = () => join(project, "work/01-echo");

  test("hint without a copy shows the first hint, again and again", () => {
    for (const words of ["01 hint", "01 hint 1"]) {
      expect(lab(words).stdout).toMatch(/Exercise 01\.1, hint 1 of 3.*npm run lab 01 start$/ms);
    }
    expect(lab("01 hint 01.2").stdout).toContain("Exercise 01.2, hint 1 of 3");
    expect(existsSync(copy())).toBe(false);
  });

  test("start makes the copy once, and names what is to be written", () => {
    const { status, stdout } = lab("echo start");
    expect(stdout).toMatch(/^ {2}01\.1 {2}\S+ in work\/01-echo\/\S+\.ts$/m);
    expect(status).toBe(0);
    expect(existsSync(join(copy(), "server.ts"))).toBe(true);
    const again = lab("01 start");
    expect(again.stderr).toMatch(/^Cannot make work\/01-echo: it is there already; .*reset\n$/);
    expect(again.status).toBe(2);
  });

  test("a new copy has no errors in an editor: work/tsconfig.json says how it is meant", () => {
    const tsc = join(PROJECT_ROOT, "node_modules/typescript/bin/tsc");
    const args = [tsc, "--project", join(project, "work"), "--listFiles"];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stdout).toContain("work/01-echo/server.ts\n");
    expect(status).toBe(0);
  });

  test("the list knows that the lab has been started", () => {
    expect(lab("").stdout).toMatch(/^01 .* started \(\d+ exercises\)$/m);
  });

  test("the pair runs the copy, and stops at what is still to be written", () => {
    const { status, stderr } = lab("01 --port 0");
    expect(stderr).toContain("Lab 01: your copy in work/01-echo\n");
    expect(stderr).toMatch(
      /^Cannot start the pair: the server needs exercise 01\.1, which is not/m,
    );
    expect(status).toBe(2);
    expect(lab("01 --solution --port 0", { input: "hello\n" }).stdout).toBe("hello\n");
  });

  test("hint goes on by one level each time, and says how many are left", () => {
    expect(lab("01 hint").stdout).toMatch(/Exercise 01\.1, hint 1 of 3.*2 more/s);
    expect(lab("01 hint 1").stdout).toMatch(/Exercise 01\.1, hint 2 of 3.*1 more/s);
    expect(lab("01 hint 1.1").stdout).toMatch(/hint 3 of 3.*That was the last one/s);
    expect(lab("01 hint 01.1").stdout).toMatch(/hint 3 of 3/);
    expect(lab("01 hint 2").stdout).toMatch(/Exercise 01\.2, hint 1 of 3/);
  });

  test("diff shows the worked bodies, and nothing else", () => {
    const { stdout } = lab("01 diff");
    const removed = stdout.split("\n").filter((line) => /^-(?!--)/.test(line));
    expect(removed.length).toBeGreaterThan(0);
    for (const line of removed) expect(line).toContain('throw new Error("TODO: exercise 01.');
  });

  test("diff with a number shows that exercise's file alone", () => {
    const all = lab("01 diff").stdout.match(/^--- \S+/gm) ?? [];
    const one = lab("01 diff 1").stdout.match(/^--- \S+/gm) ?? [];
    expect(all.length).toBeGreaterThan(1);
    expect(one).toHaveLength(1);
    expect(all).toContain(one[0]);
    expect(lab("01 diff 9").stderr).toContain('Cannot show "9": nothing in lab 01 has that number');
  });

  test("check with a number grades that exercise alone", () => {
    const { stdout } = lab("01 check 3 --solution");
    expect(stdout.match(/^[✓✗–] 01\.\d/gm)).toEqual(["✓ 01.3"]);
  });

  test("watch sees a save made during its first grading, and a copy that is moved away and back", async () => {
    const args = [join(project, "cli/lab.ts"), "01", "watch", "1"];
    const watch = spawn(process.execPath, args, { env: environment(), cwd: project });
    const ended = once(watch, "exit");
    const lines = createInterface({ input: watch.stdout })[Symbol.asyncIterator]();
    const until = async (text: string | RegExp): Promise<string[]> => {
      const printed: string[] = [];
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
        printed.push(line.value);
        if (line.value.match(text) !== null) return printed;
      }
      throw new Error(`watch ended without printing ${text}:\n${printed.join("\n")}`);
    };
    await until("checking…");
    appendFileSync(join(copy(), "server.ts"), "let x: = 3;\n");
    const first = await until("waiting for the next save");
    expect(first.join("\n")).toContain("Your program should compile; it does not.");
    renameSync(copy(), `${copy()}.away`);
    await until(/there is no work\/01-echo any more; waiting/);
    renameSync(`${copy()}.away`, copy());
    expect((await until("waiting for the next save"))[0]).toContain("checking…");
    watch.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
  });

  test("reset keeps the old copy aside, says how to have it back, and begins again", () => {
    expect(lab("01 reset").stdout).toMatch(
      /^Moved your old copy to (work\/01-echo\.old-\S+)\. .*\nmv work\/01-echo work\/01-echo\.new && mv \1 work\/01-echo$/m,
    );
    expect(
      readdirSync(join(project, "work"))
        .filter((name) => name.startsWith("01-echo"))
        .map((name) => name.slice(0, 12))
        .sort(),
    ).toEqual(["01-echo", "01-echo.old-"]);
    expect(lab("01 hint").stdout).toContain("hint 1 of 3");
  });

  test("readme shows the page with the hints folded away", () => {
    const { stdout } = lab("01 readme");
    expect(stdout).toMatch(/^# Echo/);
    expect(stdout).toContain("npm run lab 01 hint 01.1");
    expect(stdout).not.toContain("<details>");
  });
});
