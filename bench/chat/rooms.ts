/**
 * All servers started, their rooms filled, and loaded in turn.
 *
 * The rooms are filled first, because memory is only clean before there was a load; then they are
 * measured from the largest to the smallest. In each round the contestants take turns under each load,
 * so that what drifts on the machine hits all alike; every second round goes the other way.
 */
import { readFileSync } from "node:fs";
import type { Command } from "../running-server.ts";
import { type RunningServer, startServer } from "../running-server.ts";
import type { Contestant } from "./contestants.ts";
import { Generator } from "./generator.ts";
import type { RunResult } from "./load/job.ts";
import { PATTERNS } from "./patterns.ts";
import type { RoomSamples } from "./room-samples.ts";

/** The shortest first load of a room, so that compilers and buffers have settled. */
const WARM_UP_MS = 300;

export interface Rooms {
  commands: ReadonlyMap<Contestant, Command>;
  /** Compiled from load/load.ts. */
  loadProgram: string;
  /** How many members, in any order. */
  sizes: readonly number[];
  rounds: number;
  seconds: number;
  samples: RoomSamples;
  /** Hears what has failed, as a sentence. */
  note(sentence: string): void;
}

interface Room {
  contestant: Contestant;
  server: RunningServer;
  generator: Generator;
}

/** Measures all rooms. One that fails is noted and left out from there on. */
export async function measureRooms(rooms: Rooms): Promise<void> {
  const open = new Set<Room>();
  try {
    for (const [contestant, command] of rooms.commands) {
      await attempt(rooms, contestant, "at its start", async () => {
        open.add(await openRoom(rooms, contestant, command));
      });
    }
    const growing = rooms.sizes.toSorted((a, b) => a - b);
    for (const members of growing) {
      const what = `with ${members} members coming in`;
      await inTurn(rooms, open, what, (room) => fill(rooms, room, members));
    }
    for (const members of growing.reverse()) await measureSize(rooms, open, members);
  } finally {
    await Promise.all([...open].map(closeRoom));
  }
}

async function measureSize(rooms: Rooms, open: Set<Room>, members: number): Promise<void> {
  console.error(`${members} members`);
  const [, stream] = PATTERNS;
  await inTurn(rooms, open, `with ${members} members, first load`, async ({ generator }) => {
    await generator.size(members);
    if (stream !== undefined) await generator.run(stream, WARM_UP_MS);
  });
  for (let round = 0; round < rooms.rounds; round += 1) {
    for (const pattern of PATTERNS) {
      await inTurn(
        rooms,
        open,
        `with ${members} members, ${pattern.title}`,
        async ({ contestant, generator }) => {
          const result = await generator.run(pattern, rooms.seconds * 1000);
          rooms.samples.addRun(contestant.name, pattern.name, members, result);
          report(contestant, pattern.name, members, result);
        },
        round % 2 === 1,
      );
    }
  }
}

/** Each room once; one that fails is closed and taken out. */
async function inTurn(
  rooms: Rooms,
  open: Set<Room>,
  what: string,
  deed: (room: Room) => Promise<void>,
  isBackwards = false,
): Promise<void> {
  const order = isBackwards ? [...open].reverse() : [...open];
  for (const room of order) {
    const isGood = await attempt(rooms, room.contestant, what, () => deed(room));
    if (isGood) continue;
    open.delete(room);
    await closeRoom(room);
  }
}

async function attempt(
  rooms: Rooms,
  { name }: Contestant,
  what: string,
  deed: () => Promise<void>,
): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    rooms.note(`${name} failed ${what}, and is left out from there on: ${cause}.`);
    return false;
  }
}

async function openRoom(
  { loadProgram }: Rooms,
  contestant: Contestant,
  command: Command,
): Promise<Room> {
  const server = await startServer(contestant.name, command);
  const { wire, tls } = contestant;
  const target = { wire, tls, port: server.port, process: server.process };
  return { contestant, server, generator: new Generator(loadProgram, target) };
}

async function closeRoom({ server, generator }: Room): Promise<void> {
  generator.stop();
  await server.stop();
}

/** Fills the room and reads what the server weighs then. */
async function fill(
  { samples }: Rooms,
  { contestant, server, generator }: Room,
  members: number,
): Promise<void> {
  await generator.size(members);
  samples.addMemory(contestant.name, members, residentBytes(server.process));
}

/** NaN where /proc is missing. */
function residentBytes(process: number): number {
  try {
    const status = readFileSync(`/proc/${process}/status`, "latin1");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}

/** One line while the bench runs: it takes minutes. */
function report(
  { name }: Contestant,
  pattern: string,
  members: number,
  { deliveries, seconds, p50Us, p99Us, serverBusy, loadBusy }: RunResult,
): void {
  const perSecond = Math.round(deliveries / seconds).toLocaleString("en-US");
  const times = `p50 ${(p50Us / 1000).toFixed(2)} ms, p99 ${(p99Us / 1000).toFixed(2)} ms`;
  const busy = `server ${Math.round(serverBusy * 100)}%, load ${Math.round(loadBusy * 100)}%`;
  console.error(`  ${name}, ${members}, ${pattern}: ${perSecond} deliveries/s, ${times}, ${busy}`);
}
