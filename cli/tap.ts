/**
 * The wire tap: the pair with a network between that shows what passes, or the network alone between
 * two other terminals. Standard output is the client's, as without the tap; what passes is told
 * on standard error, each line marked.
 *
 *     tap    |    0.012 s  client ──▶ server  line of 6 bytes
 */
import { styleText } from "node:util";
import { allLabs, type Lab } from "../course/labs.ts";
import { type Address, formatAddress } from "../shared/net/address.ts";
import { explainRefusal } from "../shared/net/network-error.ts";
import { errorCode } from "../shared/process/errors.ts";
import { formOf } from "../tap/form.ts";
import type { Happening } from "../tap/happening.ts";
import { describeHostility } from "../tap/network/hostility.ts";
import { LEGEND } from "../tap/rows.ts";
import { Tap } from "../tap/tap.ts";
import { type Paint, terminalLines } from "../tap/terminal.ts";
import { requireWritable, writeOutput } from "./output-file.ts";
import type { Between } from "./pair.ts";
import { onStop } from "./programs.ts";
import { Refusal } from "./refusal.ts";
import { readTapFlags, type TapFlags } from "./tap-flags.ts";

/** Runs the lab's pair with these flags for the tap and the server, and with what stands between. */
type RunPair = (tapFlags: string[], serverFlags: string[], between: Between) => Promise<number>;

/** Returns the client's exit status; 0 where there is only the tap. */
export async function runTap(lab: Lab, all: readonly string[], runPair: RunPair): Promise<number> {
  const flags = readTapFlags(all);
  const [foreign] = flags.rest;
  if (flags.to !== undefined && foreign !== undefined) {
    throw new Refusal(`Cannot use ${foreign}: with --to there is no server to start; leave it out`);
  }
  const session = new Session(lab, flags);
  try {
    if (flags.to === undefined) {
      return await runPair(flags.own, flags.rest, (server) => session.open(server));
    }
    await session.open(flags.to);
    const stopped = new Promise<void>((resolve) => onStop(() => resolve()));
    console.error("Ctrl-C ends the tap.");
    await stopped;
    return 0;
  } finally {
    await session.end();
  }
}

/** A tap from its opening to the page of what it has seen. */
class Session {
  readonly #lab: Lab;
  readonly #flags: TapFlags;
  #tap: Tap | undefined;
  #notes: string[] = [];

  /** @throws Refusal when the page cannot be written: better now than after the conversation */
  constructor(lab: Lab, flags: TapFlags) {
    this.#lab = lab;
    this.#flags = flags;
    if (flags.html !== undefined) requireWritable({ path: flags.html, flag: "--html" });
  }

  /** Puts the tap in front of a server; returns where clients connect. */
  async open(to: Address): Promise<Address> {
    const { listen: at, hostility, form = formOf(this.#lab, allLabs()) } = this.#flags;
    const opening = Tap.open({ to, hostility, form, show, ...(at === undefined ? {} : { at }) });
    this.#tap = await opening.catch((error: unknown) => {
      if (errorCode(error) === undefined || at === undefined) throw error;
      throw new Refusal(
        `Cannot listen on ${formatAddress(at)}: ${explainRefusal(error)}`.replace(
          "--port",
          "--listen",
        ),
      );
    });
    this.#notes = [
      `Clients connect to ${formatAddress(this.#tap.address)}, which leads to the server at ${formatAddress(to)}.`,
      `The network ${describeHostility(hostility)}. Times count from the first client on.`,
    ];
    tell(...this.#notes, `In the bytes: ${LEGEND}.`);
    return this.#tap.address;
  }

  /** Ends the tap and writes the page. */
  async end(): Promise<void> {
    await this.#tap?.close();
    const { html } = this.#flags;
    if (html === undefined || this.#tap === undefined) return;
    const { number, title } = this.#lab;
    const page = this.#tap.page(`Lab ${number}: ${title}`, this.#notes);
    writeOutput({ path: html, flag: "--html" }, page);
    console.error(`What passed is drawn in ${html}`);
  }
}

const paint: Paint = (format, text) => styleText(format, text, { stream: process.stderr });

function show(happening: Happening): void {
  tell(...terminalLines(happening, paint));
}

/** All lines in one write: no other voice gets between them. */
function tell(...lines: string[]): void {
  console.error(lines.map((line) => `${paint("dim", "tap    |")} ${line}`).join("\n"));
}
