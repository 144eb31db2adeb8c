/** Which looks of a name are taken: nobody may register as `Аda` (with a Cyrillic А) where there is an `Ada`. */
import { skeletonsOf } from "../../../shared/name-skeleton.ts";

export class TakenLooks {
  readonly #skeletons = new Set<string>();

  /** @param names those of the users there are; two of them may look the same, from before this was refused */
  constructor(names: Iterable<string>) {
    for (const name of names) this.#add(name);
  }

  /** Takes the looks of a new name, at once; false when they are those of another. */
  take(name: string): boolean {
    if (!skeletonsOf(name).isDisjointFrom(this.#skeletons)) return false;
    this.#add(name);
    return true;
  }

  /** Gives back what {@link take} has taken: nobody is called so after all. */
  giveBack(name: string): void {
    for (const skeleton of skeletonsOf(name)) this.#skeletons.delete(skeleton);
  }

  #add(name: string): void {
    for (const skeleton of skeletonsOf(name)) this.#skeletons.add(skeleton);
  }
}
