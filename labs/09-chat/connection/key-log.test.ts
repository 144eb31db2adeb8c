import { createSecretKey } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProgramError } from "../../../shared/process/errors.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { openKeyLog } from "./key-log.ts";

const half = (byte: number) => createSecretKey(Buffer.alloc(2, byte));

test("openKeyLog() adds two lines for each connection, to a file for its owner alone", () => {
  const file = join(temporaryFolder(), "keys.log");
  const keys = {
    clientToServer: { signing: half(1), encryption: half(2) },
    serverToClient: { signing: half(3), encryption: half(4) },
  };
  openKeyLog(file)?.(Buffer.from([0xab]), keys);
  openKeyLog(file)?.(Buffer.from([0xcd]), keys);
  expect(readFileSync(file, "utf8").split("\n")).toEqual([
    "FC1_CLIENT_TO_SERVER ab 01010202",
    "FC1_SERVER_TO_CLIENT ab 03030404",
    "FC1_CLIENT_TO_SERVER cd 01010202",
    "FC1_SERVER_TO_CLIENT cd 03030404",
    "",
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("openKeyLog() logs nothing without a name, and reports a file that cannot be written", () => {
  expect(openKeyLog("")).toBeUndefined();
  expect(() => openKeyLog(temporaryFolder())).toThrow(ProgramError);
});
