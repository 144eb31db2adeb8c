/** A stage for one subject by itself, without checks and their shared server. */

import { Launcher } from "./launcher.ts";
import type { PreparedData } from "./prepared-data.ts";
import { Random } from "./random.ts";
import { SharedServer, Stage } from "./stage.ts";
import { Story } from "./story.ts";
import type { Subject } from "./subject.ts";

/** What was opened, and how it ends: nothing that was started on it is left then. */
export interface OpenStage {
  stage: Stage;
  launcher: Launcher;
  close: () => Promise<void>;
}

/** Compiles the subject and opens a stage for it; its random data are the same every time. */
export async function openStage(subject: Subject, prepared?: PreparedData): Promise<OpenStage> {
  const launcher = await Launcher.prepare(subject, prepared);
  const stage = new Stage(new Story(), new Random(1), launcher, new SharedServer());
  const close = async () => {
    await stage.clear(true);
    await launcher.sweep();
  };
  return { stage, launcher, close };
}
