import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "../course/labs.ts";
import { milliseconds } from "../shared/config/number-settings.ts";
import { serverSettings } from "../shared/config/program-options.ts";
import { yesOrNo } from "../shared/config/setting.ts";
import { helpText } from "../shared/process/flags.ts";
import { flagsInHelp, flagsOfPrograms } from "./program-flags.ts";

test("flagsInHelp() finds every setting in the help, and tells switches from values", () => {
  const idleMs = milliseconds("how long a session may be idle (any number of times), in ms", "5");
  const settings = { ...serverSettings, idleMs, tls: yesOrNo("TLS; or not") };
  expect(flagsInHelp(helpText("server", settings))).toEqual({
    host: "string",
    port: "string",
    data: "string",
    "idle-ms": "string",
    tls: "boolean",
  });
});

test("flagsOfPrograms() asks the programs themselves; one that is not there adds no flag", async () => {
  const file = (name: string) => join(PROJECT_ROOT, "labs/02-threaded-echo", name);
  const flags = await flagsOfPrograms([file("server.ts"), file("nothing.ts")]);
  expect(flags).toMatchObject({ port: "string", threads: "string" });
});
