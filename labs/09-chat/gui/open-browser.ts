/** Opening an address in the person's browser, as each system does it. */
import { spawn } from "node:child_process";

/** The program that opens an address in the browser, with what stands before the address. */
export function browserCommand(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === "darwin") return ["open"];
  // Not `start`: that is the shell's, which would read the address.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return ["xdg-open"];
}

/**
 * Opens the address. Resolves to whether it was opened, when the program for it has ended: that may be only
 * when the browser is closed.
 */
export async function openBrowser(
  address: string,
  [program, ...before] = browserCommand(process.platform),
): Promise<boolean> {
  const opened = Promise.withResolvers<boolean>();
  const browser = spawn(program, [...before, address], { stdio: "ignore", detached: true });
  browser.once("exit", (status) => opened.resolve(status === 0));
  browser.once("error", () => opened.resolve(false));
  browser.unref();
  return await opened.promise;
}
