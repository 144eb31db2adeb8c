import { describe, expect, test } from "vitest";
import type { FlagKinds } from "./arguments.ts";
import { hasSwallowed, swallowedFlags } from "./swallowed.ts";

const NAMES: FlagKinds = { port: "string", "idle-ms": "string", solution: "boolean" };
const WRITTEN = { command: "npm run lab 01", leftOver: ["9091"] };

/** npm's own program; undefined when these tests were not started by npm. */
function npmScript(): string | undefined {
  return process.env.npm_execpath;
}

test("hasSwallowed() does not count what npm always sets", () => {
  const always = { npm_config_cache: "/tmp", npm_config_user_agent: "npm", PORT: "1" };
  expect(hasSwallowed(always)).toBe(false);
  expect(hasSwallowed({ ...always, npm_config_drop_after: "1" })).toBe(true);
});

describe("swallowedFlags()", () => {
  test("takes --port=9091, --solution and --idle-ms=5 as they were meant", () => {
    const environment = {
      npm_config_port: "9091",
      npm_config_solution: "true",
      npm_config_idle_ms: "5",
    };
    expect(swallowedFlags(environment, NAMES, WRITTEN)).toEqual([
      "--port",
      "9091",
      "--idle-ms",
      "5",
      "--solution",
    ]);
  });

  test("looks at no setting of npm's own and at no flag that was denied", () => {
    const environment = { npm_config_cache: "/tmp", npm_config_solution: "", PORT: "1" };
    expect(swallowedFlags(environment, NAMES, WRITTEN)).toEqual([]);
  });

  test.each(["true", "", "1\n\n2"])("answers npm_config_port=%j with the right form", (value) => {
    const environment = { npm_config_port: value, npm_config_solution: "true" };
    expect(() => swallowedFlags(environment, NAMES, WRITTEN)).toThrow(
      "write npm run lab 01 -- --solution --port 9091",
    );
  });

  test("keeps the words of a value together in the right form", () => {
    const environment = { npm_config_port: "true" };
    const written = { command: "npm run lab 01", leftOver: ["my folder"] };
    expect(() => swallowedFlags(environment, NAMES, written)).toThrow('--port "my folder"');
  });

  test("refuses a mistyped flag instead of losing it, but no setting of npm's own", () => {
    const npm_execpath = npmScript();
    const refusal = () => swallowedFlags({ npm_execpath, npm_config_prot: "1" }, NAMES, WRITTEN);
    if (npm_execpath === undefined) return expect(refusal()).toEqual([]);
    expect(refusal).toThrow("Cannot use --prot: there is no such flag; did you mean --port?");
    const environment = { npm_execpath, npm_config_long: "true" };
    expect(swallowedFlags(environment, { lnog: "string" }, WRITTEN)).toEqual([]);
  });

  test("does not guess which of two lost flags a word belongs to", () => {
    const environment = { npm_config_port: "true", npm_config_idle_ms: "true" };
    expect(() => swallowedFlags(environment, NAMES, WRITTEN)).toThrow(
      "write npm run lab 01 -- --port VALUE --idle-ms VALUE",
    );
  });
});
