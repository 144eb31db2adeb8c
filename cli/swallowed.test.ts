import { describe, expect, test } from "vitest";
import type { FlagKinds } from "./arguments.ts";
import { swallowedFlags } from "./swallowed.ts";

const NAMES: FlagKinds = { port: "string", "idle-ms": "string", solution: "boolean" };
const WRITTEN = { command: "npm run lab 01", leftOver: ["9091"] };

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

  test("does not guess which of two lost flags a word belongs to", () => {
    const environment = { npm_config_port: "true", npm_config_idle_ms: "true" };
    expect(() => swallowedFlags(environment, NAMES, WRITTEN)).toThrow(
      "write npm run lab 01 -- --port VALUE --idle-ms VALUE",
    );
  });
});
