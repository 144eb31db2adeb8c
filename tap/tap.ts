/** The tap as a whole: a network that shows what passes, on a terminal and as a page. */
import type { Address } from "../shared/net/address.ts";
import type { Form } from "./form.ts";
import type { Happening } from "./happening.ts";
import { Network, type NetworkOptions } from "./network/network.ts";
import { pageOf } from "./page.ts";
import { Recorder } from "./recorder.ts";

/** More than this makes a page that no browser likes. */
const MAX_KEPT = 5_000;

export interface TapOptions extends Omit<NetworkOptions, "see"> {
  form: Form;
  /** Is given everything as it passes. */
  show: (happening: Happening) => void;
}

/** What is kept for the page, and how much more there was. */
interface Kept {
  happenings: Happening[];
  notKept: number;
}

export class Tap {
  readonly #network: Network;
  readonly #recorder: Recorder;
  readonly #kept: Kept;

  private constructor(network: Network, recorder: Recorder, kept: Kept) {
    this.#network = network;
    this.#recorder = recorder;
    this.#kept = kept;
  }

  /** @throws the system's error when it cannot listen there */
  static async open({ form, show, ...options }: TapOptions): Promise<Tap> {
    const kept: Kept = { happenings: [], notKept: 0 };
    const recorder = new Recorder(form, (happening) => {
      if (kept.happenings.length < MAX_KEPT) kept.happenings.push(happening);
      else kept.notKept += 1;
      show(happening);
    });
    const network = await Network.open({ ...options, see: recorder.see });
    return new Tap(network, recorder, kept);
  }

  /** Where clients connect. */
  get address(): Address {
    return this.#network.address;
  }

  /** Ends it, whatever is under way. */
  async close(): Promise<void> {
    await this.#network.close();
    this.#recorder.end();
  }

  /** Everything that has passed, as a page. */
  page(title: string, notes: readonly string[]): string {
    return pageOf({ title, notes, ...this.#kept });
  }
}
