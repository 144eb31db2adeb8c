/** What has not been read: pure, so that it can be tested without a window. */

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
