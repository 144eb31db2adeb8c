/** Makes work/01-echo a copy of lab 01 in which all is solved but for one mistake: see record.sh. */
import { allLabs, findLab } from "../../course/labs.ts";
import { writeChangedProgram } from "../../grading/verify/changed-copy.ts";
import { readWrongProgram } from "../../grading/verify/wrong-program.ts";

const lab = findLab("01", allLabs());
if (lab === undefined) throw new Error("Cannot record: there is no lab 01");
const path = "grading/labs/01-echo/wrong-programs/decodes-each-chunk-alone.ts";
await writeChangedProgram(lab, readWrongProgram(lab.root, path), "work/01-echo");
