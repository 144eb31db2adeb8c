/** What vitest runs in a grading: the checks of the lab that is graded. */
import { inject } from "vitest";
import { definitionsOf } from "./core/check.ts";
import { declareChecks } from "./core/declare-checks.ts";

declareChecks(await definitionsOf(inject("grading").lab));
