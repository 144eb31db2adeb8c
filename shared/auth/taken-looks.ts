/** Which looks of a name are taken: nobody may register as `Аda` (with a Cyrillic А) where there is an `Ada`. */
import { canonicalName } from "./canonical-name.ts";
import { skeletonsOf } from "./name-skeleton.ts";

export class TakenLooks {
  /** By skeleton: {@link canonicalName} the name that looks so. */
  readonly #keys = new Map<string, string>();

  /** @param names those of the users there are; two of them may look the same, from before this was refused */
  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name);
  }

  /** Takes the looks of a name, whoever has them already. */
  add(name: string): void {
    for (const skeleton of skeletonsOf(name)) this.#keys.set(skeleton, canonicalName(name));
  }

  /** Takes the looks of a new name, at once; false when somebody has them, under this name or another. */
  take(name: string): boolean {
    if (this.#keysLike(name).length > 0) return false;
    this.add(name);
    return true;
  }

  /** Whether somebody has another name that looks like this one. `Ada` and `ada` are one name. */
  isLikeAnother(name: string): boolean {
    return this.#keysLike(name).some((key) => key !== canonicalName(name));
  }

  /** Gives back what {@link take} has taken: nobody is called so after all. */
  giveBack(name: string): void {
    for (const skeleton of skeletonsOf(name)) this.#keys.delete(skeleton);
  }

  #keysLike(name: string): string[] {
    return [...skeletonsOf(name)].flatMap((skeleton) => this.#keys.get(skeleton) ?? []);
  }
}
