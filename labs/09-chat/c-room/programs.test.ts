import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { Program } from "../testing/programs.ts";

test("the room's programs: nothing is kept, and a client goes on with a server that was restarted", async () => {
  const data = temporaryFolder();
  const started: Program[] = [];
  onTestFinished(async () => void (await Promise.all(started.map((program) => program.stop()))));
  const start = (file: string, flags: readonly string[], env: Record<string, string> = {}) => {
    const program = new Program(`c-room/${file}`, ["--data", data, ...flags], env);
    started.push(program);
    return program;
  };
  const startServer = (port: string) =>
    start("server.ts", ["--port", port, "--scrypt-ln", "10", "--per-second", "100"]);
  const server = startServer("0");
  const port = await server.said(/^listening on .*:(\d+)$/);
  await server.said(/^fingerprint SHA256:/);
  const clientOf = (name: string) =>
    start("client.ts", ["--port", port, "--action", "register", "--name", name], {
      LAB_PASSWORD: `the secret of ${name}`,
    });

  const ada = clientOf("ada");
  ada.type("one");
  await ada.said(/^ada: one$/);
  const bob = clientOf("bob");
  bob.type("two");
  expect(await bob.said(/^(.*)$/)).toBe("bob: two");
  await ada.said(/^bob: two$/);

  await server.stop();
  await startServer(port).said(/^listening on/);
  ada.type("three");
  await ada.said(/^ada: three$/);
});
