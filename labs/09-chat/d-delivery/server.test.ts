import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { Program } from "../testing/programs.ts";

/** The programs in this folder of the lab: its own, or those of the part. */
function programsIn(folder: string, data: string) {
  const started: Program[] = [];
  const start = (file: string, flags: readonly string[], env: Record<string, string> = {}) => {
    const program = new Program(`${folder}${file}`, ["--data", data, ...flags], env);
    started.push(program);
    return program;
  };
  onTestFinished(async () => void (await Promise.all(started.map((program) => program.stop()))));
  return {
    server: () => start("server.ts", ["--port", "0", "--scrypt-ln", "10"]),
    client: (port: string, name: string) =>
      start("client.ts", ["--port", port, "--action", "register", "--name", name], {
        LAB_PASSWORD: `the secret of ${name}`,
      }),
  };
}

test.each(["", "d-delivery/"])("the chat runs from labs/09-chat/%s", async (folder) => {
  const { server, client } = programsIn(folder, temporaryFolder());
  const port = await server().said(/^listening on .*:(\d+)$/);
  const ada = client(port, "ada");
  ada.type("hello");
  expect(await ada.said(/^ada: (.*)$/)).toBe("hello");
  const bob = client(port, "bob");
  expect(await bob.said(/^ada: (.*)$/)).toBe("hello");
});
