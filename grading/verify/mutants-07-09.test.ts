import { testMutantsOf } from "./mutants.ts";

await testMutantsOf(["07", "08", "09"]);
