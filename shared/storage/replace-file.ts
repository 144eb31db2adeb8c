/**
 * A new file in the place of an old one, such that at every moment one of the two is there, whole: a
 * crash while a file is written over would leave neither.
 */
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Readable by its owner alone: these files say who was here, or what proves it. */
export const PRIVATE_MODE = 0o600;

/**
 * Puts this text in the place of the file. Returns when that has come to the disk: the bytes first,
 * under another name, then the name.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", PRIVATE_MODE);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Brings the names in a folder to the disk: a file is found again only if its name is there too. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system keeps the names by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
