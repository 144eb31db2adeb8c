import { testWrongPrograms } from "./wrong-programs.ts";

testWrongPrograms(({ number }) => number <= "06");
