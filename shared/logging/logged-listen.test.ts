import { createServer } from "node:net";
import { expect, test } from "vitest";
import { ProgramError } from "../process/errors.ts";
import { logTo } from "./log.ts";
import { listenLogged } from "./logged-listen.ts";

test("listenLogged() logs where the server listens, and why another one cannot", async () => {
  const told: unknown[] = [];
  const log = logTo((level, event, fields) => told.push([level, event, fields]));
  const first = createServer();
  const address = await listenLogged(first, { host: "127.0.0.1", port: 0 }, log);
  await expect(listenLogged(createServer(), address, log)).rejects.toThrow(ProgramError);
  first.close();
  const at = `127.0.0.1:${address.port}`;
  expect(told).toEqual([
    ["info", "listening", { address: at }],
    ["error", "failed", { reason: expect.stringContaining(`Cannot listen on ${at}: another`) }],
  ]);
});
