/** Checks for a test of the grader: the second one never gives its thread back. */
import { setTimeout as pause } from "node:timers/promises";
import { check } from "./core/check.ts";
import { declareChecks } from "./core/declare-checks.ts";

/** The result of the first check is on its way for a tenth of a second. */
const TOLD_MS = 200;

const checks = [
  check("01.1", "the server starts", {}, async (context) => void (await context.server())),

  check("01.2", "the thread is kept", { needs: ["the server starts"] }, async () => {
    await pause(TOLD_MS);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }),
];

declareChecks(checks.map((one) => ({ lab: "01-echo", ...one })));
