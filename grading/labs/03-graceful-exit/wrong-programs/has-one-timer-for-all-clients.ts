/**
 * A program that has one clock for all clients, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy a client's own bytes begin its time anew, and nobody else's
 * @says Each client has a time of its own
 */

class Client {
  private waitForMore(): void {
    const silent = `silent for ${idleMs} ms`;
    if (isStopping) this.leave("server stops", "good-bye: server stops\n");
    else if (this.hasEnded) this.leave("end of stream", "");
    else {
      clearTimeout(clock);
      clock = setTimeout(() => this.leave(silent, `good-bye: ${silent}\n`), idleMs);
    }
  }
}

let clock: NodeJS.Timeout | undefined;
