import { expect, onTestFinished, test } from "vitest";
import { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { logTo } from "../../shared/logging/log.ts";
import { temporaryFolder } from "../../shared/testing/temporary-folder.ts";
import { Accounts } from "./accounts.ts";
import { userCommands } from "./user-commands.ts";

test("show users shows who has an account, or that nobody has one", async () => {
  const keeping = { cost: { ln: 4, r: 8, p: 1 }, gate: new HashLimiter(), log: logTo(() => {}) };
  const accounts = await Accounts.open(temporaryFolder(), keeping);
  onTestFinished(() => accounts.close());
  const printed: string[] = [];
  const [showUsers] = userCommands(accounts, (line) => printed.push(line));
  await showUsers?.run("");
  await accounts.register("ada", "correct horse");
  await showUsers?.run("");
  expect(printed).toEqual(["nobody has an account", "scrypt ln=4  ada"]);
});
