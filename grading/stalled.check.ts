/** Checks for a test of the grader: the second one never gives its thread back. */
import { setTimeout as pause } from "node:timers/promises";
import { checksOf } from "./core/check.ts";

const check = checksOf("01-echo");

/** The result of the first check is on its way for a tenth of a second. */
const TOLD_MS = 200;

check("01.1", "the server starts", {}, async (stage) => void (await stage.server()));

check("01.2", "the thread is kept", { needs: ["the server starts"] }, async () => {
  await pause(TOLD_MS);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
