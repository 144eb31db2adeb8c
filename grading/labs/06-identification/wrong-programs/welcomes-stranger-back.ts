/**
 * A program that welcomes a stranger back.
 *
 * @file introduce.ts
 * @caughtBy a stranger and an acquaintance are greeted in different words
 * @says It must say just the words of the page
 */

async function welcome({ socket, address }: Stranger, given: string, book: Registry) {
  try {
    const name = await book.remember(address, given);
    await send(socket, `${"welcome back"}, ${name}\n`);
    return name;
  } catch (error) {
    await send(socket, "cannot store a name now: come back later\n");
    throw error;
  }
}
