import { testMutantsOf } from "./mutants.ts";

await testMutantsOf(["01", "02", "03", "04", "05", "06"]);
