/** Where somebody reads: the conversation follows the newest line unless they have scrolled up. And what they have not read. */
import { find } from "./dom.ts";

/** So near to the end counts as the end, in pixels: nobody scrolls to the last one. */
const NEAR_PX = 48;

export interface ScrollListeners {
  /** The end has come onto the screen, or left it. */
  onEnd(isAtEnd: boolean): void;
  /** The beginning has come onto the screen. */
  onBeginning(): void;
}

export class Scroller {
  readonly #box = find("scroller", HTMLElement);
  #isAtEnd = true;

  constructor({ onEnd, onBeginning }: ScrollListeners) {
    // Not every browser lets the keyboard into what can be scrolled.
    this.#box.tabIndex = 0;
    this.#box.addEventListener("scroll", () => {
      const isAtEnd = this.#isNearEnd();
      if (isAtEnd !== this.#isAtEnd) {
        this.#isAtEnd = isAtEnd;
        onEnd(isAtEnd);
      }
      if (this.#box.scrollTop < NEAR_PX && !isAtEnd) onBeginning();
    });
    // Focus never scrolls: only what is on the screen can be reached by Tab.
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Tab") return;
      for (const button of this.#box.querySelectorAll("button")) {
        button.tabIndex = this.#isOnScreen(button) ? 0 : -1;
      }
    });
    // The box gets smaller when the text field grows, or a telephone shows its keyboard.
    new ResizeObserver(() => {
      if (this.#isAtEnd) this.toEnd();
    }).observe(this.#box);
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  focus(): void {
    this.#box.focus({ preventScroll: true });
  }

  /** Scrolls down to an element, unless it is on the screen or above it. Returns whether it did. */
  downTo(target: Element): boolean {
    const below = target.getBoundingClientRect().top - this.#box.getBoundingClientRect().top;
    if (below < this.#box.clientHeight) return false;
    this.#box.scrollTop += below;
    return true;
  }

  toEnd(): void {
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** Does a change, and follows the end if it was on the screen. */
  follow(change: () => void): void {
    change();
    if (this.#isAtEnd) this.toEnd();
  }

  /** Does a change above, and keeps in its place what is on the screen. */
  keepPlace(change: () => void): void {
    const fromBelow = this.#box.scrollHeight - this.#box.scrollTop;
    change();
    this.#box.scrollTop = this.#box.scrollHeight - fromBelow;
  }

  #isOnScreen(inside: Element): boolean {
    const { top, bottom } = inside.getBoundingClientRect();
    const box = this.#box.getBoundingClientRect();
    return top >= box.top && bottom <= box.bottom;
  }

  #isNearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }
}

/** How the person looks at the conversation. */
export interface Look {
  /** The window is in front. */
  isInFront: boolean;
  /** The newest lines are on the screen. */
  isAtEnd: boolean;
}

export class Unread {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Somebody else has said something. Returns whether it is the first that was not read. */
  heard(look: Look): boolean {
    if (isReading(look)) return false;
    this.#count++;
    return this.#count === 1;
  }

  /** The person looks in another way now. */
  looked(look: Look): void {
    if (isReading(look)) this.#count = 0;
  }

  clear(): void {
    this.#count = 0;
  }
}

/** The title of the window: the count first, because a tab shows only the beginning. */
export function windowTitle(count: number, name: string): string {
  const title = name === "" ? "Chat" : `Chat: ${name}`;
  return count === 0 ? title : `(${count}) ${title}`;
}

function isReading({ isInFront, isAtEnd }: Look): boolean {
  return isInFront && isAtEnd;
}
