/** A context for one subject by itself, without checks and their shared server. */

import { CheckContext, SharedServer } from "./check-context.ts";
import { EventLog } from "./event-log.ts";
import { Launcher } from "./launcher.ts";
import { Random } from "./random.ts";
import type { Subject } from "./subject.ts";

/** What was opened, and how it ends: nothing that was started on it is left then. */
export interface OpenContext {
  context: CheckContext;
  launcher: Launcher;
  close: () => Promise<void>;
}

/** Compiles the subject and opens a context for it, prepared as for the lab in this folder; its random data are the same every time. */
export async function openContext(subject: Subject, lab?: string): Promise<OpenContext> {
  const launcher = await Launcher.prepare(subject, lab);
  const context = new CheckContext(new EventLog(), new Random(1), launcher, new SharedServer());
  const close = async () => {
    await context.clear(true);
    await launcher.sweep();
  };
  return { context, launcher, close };
}
