/** Checks for a test of the grader: as long as there is a file `hold`, the second one never ends. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { checksOf } from "./core/check.ts";

const check = checksOf("01-echo");

check("01.1", "the server starts", {}, async (stage) => void (await stage.server()));

check("01.2", "nothing is held", {}, async (stage) => {
  const { folder = "" } = inject("grading")?.subject ?? {};
  if (!existsSync(join(folder, "hold"))) return;
  await stage.server();
  writeFileSync(join(folder, ".held"), "");
  await new Promise(() => {});
});
