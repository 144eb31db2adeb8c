import { describe, expect, test } from "vitest";
import { Crowd } from "./crowd.ts";
import type { Ear, Wire } from "./wire.ts";

const TARGET = { wire: "relay", tls: false, port: 0, process: process.pid } as const;
const ALL = { name: "all", title: "all", senders: "all", underWay: 12 } as const;
const ONE = { name: "one", title: "one", senders: "one", underWay: 1 } as const;

describe("Crowd", () => {
  test("counts every delivery to every member", async () => {
    const room = new Room();
    const crowd = new Crowd(TARGET, room.wire);
    await crowd.size(4);
    const { deliveries, p50Us, reachP99Us } = await crowd.run(ALL, 20);
    expect(deliveries).toBe(4 * room.said);
    expect(room.said).toBeGreaterThanOrEqual(12);
    expect(reachP99Us).toBeGreaterThanOrEqual(p50Us);
  });

  test("does not wait for a message to come back where it does not", async () => {
    const room = new Room({ echoes: false });
    const crowd = new Crowd(TARGET, room.wire);
    await crowd.size(3);
    const { deliveries } = await crowd.run(ONE, 5);
    expect(deliveries).toBe(2 * room.said);
  });

  test("lets members out, and goes on with those who stay", async () => {
    const room = new Room();
    const crowd = new Crowd(TARGET, room.wire);
    await crowd.size(20);
    await crowd.size(2);
    expect(room.ears.size).toBe(2);
    const { deliveries } = await crowd.run(ONE, 5);
    expect(deliveries).toBe(2 * room.said);
  });

  test("fails when a delivery comes twice", async () => {
    const crowd = new Crowd(TARGET, new Room({ copies: 2 }).wire);
    await crowd.size(2);
    await expect(crowd.run(ALL, 20)).rejects.toThrow("got text 0 of sender 0, not 1");
  });
});

/** A room in memory. */
class Room {
  readonly ears = new Set<Ear>();
  readonly wire: Wire;
  said = 0;

  constructor({ echoes = true, copies = 1 } = {}) {
    this.wire = {
      echoes,
      join: async (_target, _number, ear) => {
        this.ears.add(ear);
        return {
          say: (text) => {
            this.said += 1;
            setImmediate(() => this.#tell(text.repeat(copies), echoes ? undefined : ear));
          },
          leave: async () => void this.ears.delete(ear),
        };
      },
    };
  }

  #tell(text: string, except: Ear | undefined): void {
    for (const ear of this.ears) if (ear !== except) ear.hear(Buffer.from(text));
  }
}
