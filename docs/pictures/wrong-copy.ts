/** Makes work/01-echo a copy of lab 01 in which all is solved but for one mistake: see record.sh. */
import { allLabs, findLab } from "../../course/labs.ts";
import { mutants } from "../../grading/labs/01-echo/wrong-programs.ts";
import { writeMutant } from "../../grading/verify/mutant.ts";

const lab = findLab("01", allLabs());
const mutant = mutants.find(({ mistake }) => mistake === "decodes each chunk alone");
if (lab === undefined || mutant === undefined) throw new Error("Cannot record: lab 01 has changed");
await writeMutant(lab, mutant, "work/01-echo");
