/** The chat client in a real terminal, of tmux: at several widths, with a paste, and stopped by Ctrl-Z. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { hasTmux, openTerminal } from "../../../shared/testing/open-terminal.ts";
import { fingerprintOf } from "../connection/identity.ts";
import { acceptOptions } from "../testing/channels.ts";
import { ScriptedServer } from "../testing/scripted-server.ts";

const CLIENT = join(import.meta.dirname, "..", "client.ts");
const LOOKS = 10;
const LOOK_MS = 30;
const POLL = { timeout: 20_000 };

/** The rows when they have been the same for many looks: nobody tells when a program has drawn. */
async function settled(rows: () => string[]): Promise<string[]> {
  for (let [looks, last] = [0, ""]; looks < LOOKS; looks++) {
    await pause(LOOK_MS);
    const now = rows().join("\n");
    if (now !== last) [looks, last] = [0, now];
  }
  return rows();
}

test.skipIf(!hasTmux)(
  "the client draws right at every width, takes a paste as one message, and survives Ctrl-Z",
  async () => {
    const server = await ScriptedServer.open();
    const { folder, tmux, type, rows } = openTerminal({
      columns: 80,
      environment: { LAB_NAME: "ada", LAB_PASSWORD: "correct horse" },
    });
    const { identity } = await acceptOptions();
    const flags = `--port ${server.address.port} --fingerprint ${fingerprintOf(identity.certificate)}`;
    type(`clear; '${process.execPath}' '${CLIENT}' ${flags} --action log-in`, "Enter");
    const peer = await server.peer();
    await peer.next();
    peer.accept(0);
    await expect.poll(() => rows().at(-1), POLL).toBe(">");
    peer.tell({ type: "notice", text: "what was shown stays" });

    const typed = "a line that has more than one row in a narrow terminal, and one in a wide one";
    type(typed);
    await expect.poll(() => rows().join(""), POLL).toContain("in a wide one");
    for (const columns of [40, 20, 120, 80, 20, 120]) {
      tmux("resize-window", "-x", String(columns), "-y", "20");
      const all = (await settled(rows)).join("");
      expect(all).toMatch(new RegExp(`${RegExp.escape(`> ${typed}`)}$`));
      // Neither a ghost of the prompt nor a hole where a message was.
      expect(all.split("> a line").length).toBe(2);
      expect(all).toContain("* what was shown stays");
    }

    type("C-u");
    const paste = join(folder, "paste");
    writeFileSync(paste, "\tone\n\ntwo");
    tmux("load-buffer", paste);
    tmux("paste-buffer", "-p");
    type("C-z");
    await expect.poll(() => rows().at(-1), POLL).toMatch(/^[$#]$/);
    type("fg", "Enter");
    await expect.poll(() => rows().at(-1), POLL).toBe("> ␉one␤␤two");
    type("Enter");
    expect((await peer.next())?.said).toMatchObject({ type: "say", text: "\tone\n\ntwo" });
    await expect.poll(() => rows().join("\n"), POLL).toContain("not delivered yet: ");
    type("/exit", "Enter", "/exit", "Enter");
    await expect.poll(() => rows().at(-1), POLL).toMatch(/[$#]$/);
  },
);
