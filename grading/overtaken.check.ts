/** Checks for a test of the grader: as long as there is a file `hold`, the second one never ends. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { check } from "./core/check.ts";
import { declareChecks } from "./core/declare-checks.ts";

const checks = [
  check("01.1", "the server starts", {}, async (context) => void (await context.server())),

  check("01.2", "nothing is held", {}, async (context) => {
    const { folder = "" } = inject("grading").subject;
    if (!existsSync(join(folder, "hold"))) return;
    await context.server();
    writeFileSync(join(folder, ".held"), "");
    await new Promise(() => {});
  }),
];

declareChecks(checks.map((one) => ({ lab: "01-echo", ...one })));
