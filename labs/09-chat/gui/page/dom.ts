/**
 * Making and finding elements. Text gets into the page by `append` alone, which makes a text node of it:
 * what a peer writes is never read as markup, whatever is in it.
 */

/** A new element with attributes and what is in it; a text becomes a text node. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * The element of the page with this id.
 *
 * @throws Error when there is none of this kind: index.html and the script do not fit
 */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`find: index.html has no fitting #${id}`);
  return found;
}

/**
 * Whether a key is meant for an input method, as for Japanese: Enter and Escape choose a character then,
 * and are not for us. Safari ends the composition before it reports the key, and only the old key code
 * 229 still tells (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
