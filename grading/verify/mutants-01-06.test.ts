import { testMutantsOf } from "./mutants.ts";

await testMutantsOf(({ number }) => number <= "06");
